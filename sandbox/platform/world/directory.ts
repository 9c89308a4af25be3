import type { Person, World } from './schema.ts';

export type UserIdType = 'open_id' | 'union_id' | 'user_id';
export const USER_ID_TYPES: readonly UserIdType[] = ['open_id', 'union_id', 'user_id'];

/** The people of the world, by handle and by each of their ids. */
export interface Directory {
  readonly people: readonly Person[];
  /** @throws when no person has this handle: a mistake in a test or demo. */
  person(handle: string): Person;
  find(type: UserIdType | 'email', id: string): Person | undefined;
  /** Whether an id of any type is a person of the world or the bot. */
  knows(id: string): boolean;
  isOfTenant(person: Person): boolean;
}

/** Looks people up in the world. */
export function createDirectory(world: World): Directory {
  const byHandle = new Map(world.people.map((person) => [person.handle, person]));
  return {
    people: world.people,
    person(handle) {
      const person = byHandle.get(handle);
      if (person) return person;
      throw new Error(`the world has no person "${handle}"; it has ${[...byHandle.keys()].join(', ')}`);
    },
    find: (type, id) => world.people.find((person) => person[type] === id),
    knows: (id) =>
      id === world.app.open_id ||
      world.people.some((person) => USER_ID_TYPES.some((type) => person[type] === id)),
    isOfTenant: (person) => (person.tenant_key ?? world.tenant_key) === world.tenant_key,
  };
}
