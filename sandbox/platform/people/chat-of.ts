import type { Platform } from '../platform.ts';
import type { Chat } from '../world/chats.ts';
import { reachable } from '../world/chats.ts';
import type { Person } from '../world/schema.ts';

/**
 * The chat in which a person writes.
 * @throws when they could not: not a member, resigned, or without access to the bot
 */
export function chatFor(person: Person, chat: string, platform: Platform): Chat {
  if (person.resigned) throw new Error(`${person.name} has resigned and can't write`);
  if (chat !== 'direct') {
    const group = platform.chats.group(chat);
    if (!group.members.includes(person)) throw new Error(`${person.name} is no member of ${group.name}`);
    return group;
  }
  if (!reachable(person) || !platform.directory.isOfTenant(person)) {
    throw new Error(`${person.name} is outside the app's range and has no direct chat with the bot`);
  }
  return platform.chats.direct(person);
}
