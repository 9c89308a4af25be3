import type { Platform } from '../../platform.ts';
import type { Person } from '../../world/schema.ts';
import { refuseV2 } from './refusals.ts';

interface Ids {
  readonly user_id?: string | undefined;
  readonly open_id?: string | undefined;
}

function colleague(type: 'user_id' | 'open_id', id: string, { directory }: Platform): Person | undefined {
  const person = directory.find(type, id);
  return person && directory.isOfTenant(person) && !person.resigned ? person : undefined;
}

/** Who acts: by user_id, or by open_id where that names nobody. One of them must be given; an empty text is none. */
export function actingPerson({ user_id, open_id }: Ids, platform: Platform): Person {
  if (!user_id && !open_id) return refuseV2(60001, 'user_id and open_id can not both be empty');
  const person =
    (user_id && colleague('user_id', user_id, platform)) ||
    (open_id && colleague('open_id', open_id, platform));
  return person || refuseV2(60004);
}

/** Everybody whom either list names, each once. */
export function everybody(
  userIds: readonly string[],
  openIds: readonly string[],
  platform: Platform,
): Person[] {
  const named = (type: 'user_id' | 'open_id') => (id: string) =>
    colleague(type, id, platform) ?? refuseV2(60004, id);
  return [...new Set([...userIds.map(named('user_id')), ...openIds.map(named('open_id'))])];
}
