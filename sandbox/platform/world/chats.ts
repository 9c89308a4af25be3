import { derivedHex } from '../ids.ts';
import type { Directory } from './directory.ts';
import type { Person, World } from './schema.ts';

export interface Chat {
  readonly handle: string;
  readonly chat_id: string;
  readonly type: 'group' | 'p2p';
  readonly name: string;
  readonly members: readonly Person[];
  /** Whether the bot is a member. */
  bot: boolean;
  /** Each message begins a topic, or stands in one. */
  readonly topics: boolean;
}

export interface Chats {
  /** @throws when no group has this handle. */
  group(handle: string): Chat;
  /** The direct chat of a person with the bot; the same id in every run. */
  direct(person: Person): Chat;
  byId(chatId: string): Chat | undefined;
}

/** Whether the app may be used by, and may write to, this person. */
export function reachable(person: Person): boolean {
  return person.available && !person.resigned;
}

/** The groups of the world, and a direct chat with the bot for each person. */
export function createChats(world: World, directory: Directory): Chats {
  const groups: Chat[] = world.chats.map((spec) => ({
    handle: spec.handle,
    chat_id: spec.chat_id,
    type: 'group',
    name: spec.name,
    members: spec.members.map((handle) => directory.person(handle)),
    bot: spec.bot,
    topics: spec.topics,
  }));
  const direct = new Map<Person, Chat>(
    directory.people.map((person) => [
      person,
      {
        handle: `direct:${person.handle}`,
        chat_id: `oc_${derivedHex(`direct chat of ${person.open_id} with ${world.app.open_id}`)}`,
        type: 'p2p',
        name: person.name,
        members: [person],
        bot: true,
        topics: false,
      },
    ]),
  );
  const all = [...groups, ...direct.values()];
  return {
    group(handle) {
      const chat = all.find((candidate) => candidate.handle === handle);
      if (chat) return chat;
      throw new Error(
        `the world has no chat "${handle}"; it has ${groups.map((group) => group.handle).join(', ')}`,
      );
    },
    direct(person) {
      const chat = direct.get(person);
      if (chat) return chat;
      throw new Error(`${person.handle} is no person of this world`);
    },
    byId: (chatId) => all.find((chat) => chat.chat_id === chatId),
  };
}
