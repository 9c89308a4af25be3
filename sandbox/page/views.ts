import type { Delivery, Person, Platform } from '../platform/index.ts';
import { shownMessage } from '../platform/index.ts';
import type { ClockState, Command, PageChat, PageMessage, PagePerson, PageState, Told } from './protocol.ts';
import { nextRetry } from './time.ts';

type SlashCommand = Platform['world']['app']['commands'][number];
type Message = Platform['messages']['all'][number];
type Chat = Message['chat'];

export function personView(person: Person): PagePerson {
  const { handle, name, en_name, open_id, language, timezone } = person;
  const outside = person.resigned || !person.available;
  return { handle, name, ...(en_name !== undefined && { en_name }), open_id, language, timezone, outside };
}

const chatView = ({ handle, type, name, members, bot }: Chat): PageChat => ({
  handle,
  type,
  name,
  members: members.map((member) => member.handle),
  bot,
});

/** The id of the message that an event is about. */
export function messageIdIn({ payload }: Delivery): string | undefined {
  const { event } = payload as { event?: { message?: { message_id?: string } } };
  return event?.message?.message_id;
}

function toldView({ state, attempts }: Delivery): Told {
  const last = attempts.at(-1);
  const error = last?.error ?? (last?.status === 200 ? undefined : last?.status?.toString());
  return { state, attempts: attempts.length, ...(error !== undefined && { error }) };
}

/** A message with how far it got on its way to the bot, by the last event about it. */
export function messageView(
  message: Message,
  platform: Platform,
  told: Delivery | undefined = platform.deliveries.all.findLast(
    (one) => messageIdIn(one) === message.message_id,
  ),
): PageMessage {
  const { chat_id: _id, root_id: _root, patches: _patches, ...shown } = shownMessage(message, platform);
  return {
    ...shown,
    mentions: [...shown.mentions],
    chat: message.chat.handle,
    ...(told && { told: toldView(told) }),
  };
}

/** The chats that a person's client lists: the direct chat with the bot first. */
export function chatsOf(person: Person, platform: Platform): Chat[] {
  const { world, chats, directory } = platform;
  const groups = world.chats
    .filter((chat) => chat.members.includes(person.handle))
    .map((chat) => chats.group(chat.handle));
  const direct = person.available && !person.resigned && directory.isOfTenant(person);
  return direct ? [chats.direct(person), ...groups] : groups;
}

export function unreadCopies(person: Person, { approvals }: Platform): number {
  return approvals.copies.filter((copy) => copy.recipient === person && copy.read_at === undefined).length;
}

export function clockView({ clock, deliveries }: Platform): ClockState {
  const next_retry = nextRetry(deliveries.all);
  return { now: clock.now(), ...(next_retry !== undefined && { next_retry }) };
}

const commandView = ({ command, description: { default_value: usual, i18n } }: SlashCommand): Command => ({
  name: `/${command}`,
  about: { zh_cn: usual, en_us: usual, ja_jp: usual, ...i18n },
});

/** What a client knows of the bot itself. */
export function appView({ world: { app } }: Platform): PageState['app'] {
  const { name, open_id, commands, menu } = app;
  return { name, open_id, commands: commands.map(commandView), menu };
}

/** Everything that one person's client shows when it starts. */
export function stateView(person: Person, platform: Platform, bot: PageState['bot']): PageState {
  const chats = chatsOf(person, platform);
  const messages = platform.messages.all.filter((message) => chats.includes(message.chat));
  const told = new Map(platform.deliveries.all.map((delivery) => [messageIdIn(delivery), delivery]));
  return {
    app: appView(platform),
    me: person.handle,
    people: platform.directory.people.map(personView),
    chats: chats.map(chatView),
    messages: messages.map((message) => messageView(message, platform, told.get(message.message_id))),
    unread_copies: unreadCopies(person, platform),
    clock: clockView(platform),
    bot,
  };
}
