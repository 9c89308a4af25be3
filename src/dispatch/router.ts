import type { Logger } from 'pino';
import type { CardBook } from '../cards/book.ts';
import type { NoticeView } from '../cards/views.ts';
import type { BotIdentity } from '../feishu/bot.ts';
import type { MessageEvent } from '../feishu/events/message.ts';
import type { Writes } from '../jobs/perform.ts';
import { answer } from '../outbound/notices.ts';
import type { Command, IncomingMessage, ReplyContent, ReplyHandler } from './feature.ts';
import { readCommand } from './grammar.ts';
import { readFile } from './message-file.ts';
import { nearest } from './nearest.ts';
import { type Part, readParts } from './parts.ts';

/** After an outage Feishu delivers hours of messages at once; nobody expects an old one to act any more. */
const STALE_MS = 10 * 60_000;

/** Finds the command a message means and runs it, or says in one sentence why not. */
export function messageRouter(parts: {
  commands: Command[];
  /** Ask each feature whether a reply is for a card of its own. */
  replies: ReplyHandler[];
  cards: CardBook;
  bot: BotIdentity;
  log: Logger;
}) {
  const { commands, replies, cards, bot, log } = parts;
  const byWord = new Map(
    commands.flatMap((command) => [command.name, ...command.aliases].map((word) => [word, command])),
  );

  async function route(
    message: IncomingMessage,
    content: Part[] | undefined,
    age: number,
  ): Promise<Reaction> {
    if (!content) return message.direct ? { key: 'message.unsupported', level: 'info' } : undefined;
    const typed = readCommand(content);
    const command = byWord.get(typed.word ?? '');
    if (!command && !message.direct && !typed.mentionsBot) return undefined;
    if (typed.word === undefined) return { key: 'message.not_a_command', level: 'info' };
    if (age > STALE_MS) return { key: 'message.stale', level: 'warning' };
    if (!command) return unknownCommand(typed.word, [...byWord.keys()]);
    log.info({ message_id: message.messageId, command: command.name, direct: message.direct }, 'command');
    return command.run(message, typed.rest);
  }

  /** A reply to a card that is no command goes to the feature whose card it is. */
  async function taken(message: IncomingMessage, content: ReplyContent): Promise<Writes | undefined> {
    if (!message.parentId || readCommand(content.parts).word !== undefined) return undefined;
    for (const reply of replies) {
      const writes = await reply(message, content);
      if (writes) return writes;
    }
    return undefined;
  }

  return async ({ sender, message: raw }: MessageEvent, receivedAt: number): Promise<Writes | undefined> => {
    const openId = sender.sender_id?.open_id;
    if (sender.sender_type !== 'user' || !openId) return undefined;
    const message = incoming(raw, openId);
    const content = readParts(raw, await bot.openId(), sender.tenant_key ?? '');
    const reply = await taken(message, { parts: content ?? [], file: readFile(raw) });
    const reaction = reply ?? (await route(message, content, receivedAt - raw.create_time));
    return typeof reaction === 'object' ? (tx) => answer(tx, cards, message, reaction) : reaction;
  };
}

/** A sentence to answer with, writes to make, or nothing. */
type Reaction = NoticeView | Writes | undefined;

function incoming(raw: MessageEvent['message'], sender: string): IncomingMessage {
  return {
    messageId: raw.message_id,
    chatId: raw.chat_id,
    direct: raw.chat_type === 'p2p',
    parentId: raw.parent_id || undefined,
    rootId: raw.root_id || undefined,
    sender,
  };
}

function unknownCommand(word: string, words: string[]): NoticeView {
  const typed = `/${word.slice(0, 30)}`;
  const near = nearest(word, words);
  if (!near) return { key: 'command.unknown_plain', params: { typed }, level: 'info' };
  return { key: 'command.unknown', params: { typed, nearest: `/${near}` }, level: 'info' };
}
