import type { Logger } from 'pino';
import type { CardBook } from '../cards/book.ts';
import type { Notice } from '../cards/views.ts';
import type { BotIdentity } from '../feishu/bot.ts';
import type { MessageEvent } from '../feishu/events/message.ts';
import type { IncomingMessage } from '../feishu/incoming-message.ts';
import type { Writes } from '../jobs/perform.ts';
import { MINUTE_MS } from '../lib/clock.ts';
import { answer } from '../outbound/notices.ts';
import type { Command, ReplyHandler } from './feature.ts';
import { readCommand, type Typed } from './grammar.ts';
import { type ReadFiles, readFiles } from './message-file.ts';
import { type Content, readContent, readSegments, type Segment } from './segments.ts';
import type { Vocabulary } from './vocabulary.ts';

/** After an outage Feishu delivers hours of messages at once; nobody expects an old one to act any more. */
const STALE_MS = 10 * MINUTE_MS;
const LONGEST_WORD = 30;
const NOTHING: Content = { segments: [], tooLong: false };

/** Finds the command a message means and runs it, or says in one sentence why not. */
export function messageRouter(deps: {
  words: Vocabulary;
  /** Ask each feature whether a reply is for a card of its own. */
  replies: ReplyHandler[];
  /** Answers what is no command in the direct chat. */
  sentence: Command['run'] | undefined;
  cards: CardBook;
  bot: BotIdentity;
  log: Logger;
}) {
  const { words, replies, sentence, cards, bot, log } = deps;

  async function route(
    message: IncomingMessage,
    { segments: said, tooLong }: Content,
    isStale: boolean,
  ): Promise<Reaction> {
    const typed = readCommand(said, knowing(words, message.direct));
    const word = typed.word?.slice(0, LONGEST_WORD);
    const found = word && words.find(word);
    if (!isAddressed(message, typed, !!found)) return undefined;
    if (isStale) return word && { key: 'message.stale', level: 'warning' };
    if (tooLong) return { key: 'message.too_long', level: 'warning' };
    if (!word && message.direct && sentence) return sentence(message, said);
    if (!word) return { key: 'message.not_a_command', level: 'info' };
    if (!found) return unknownCommand(word, words.nearest(word));
    log.info(
      { message_id: message.messageId, command: found.command.name, direct: message.direct },
      'command',
    );
    return found.command.run(message, [...gluedTo(found, typed), ...typed.rest]);
  }

  /** A reply to a card that is no command goes to the feature whose card it is. */
  async function taken(
    message: IncomingMessage,
    { segments: said, tooLong }: Content = NOTHING,
    { files, more }: ReadFiles,
  ): Promise<Writes | undefined> {
    if (!message.parentId || tooLong) return undefined;
    if (readCommand(said, knowing(words, message.direct)).word !== undefined) return undefined;
    for (const reply of replies) {
      const writes = await reply(message, { segments: said, files, moreFiles: more });
      if (writes) return writes;
    }
    return undefined;
  }

  return async ({ sender, message: raw }: MessageEvent, receivedAt: number): Promise<Writes | undefined> => {
    const openId = sender.sender_id?.open_id;
    if (sender.sender_type !== 'user' || !openId) return undefined;
    const message = incoming(raw, openId);
    const content = readContent(raw, await bot.openId(), sender.tenant_key ?? '');
    const reply = await taken(message, content, readFiles(raw));
    if (reply) return reply;
    const isStale = receivedAt - raw.create_time > STALE_MS;
    const reaction = content ? await route(message, content, isStale) : unreadable(message, raw, isStale);
    return typeof reaction === 'object'
      ? (tx) => answer(tx, cards, message, reaction)
      : reaction || undefined;
  };
}

/** The words that were typed right behind a command, as the first of what follows it. */
function gluedTo({ glued }: { glued: string }, { word = '' }: Typed): Segment[] {
  return glued ? [{ kind: 'text', text: `${glued}${word.slice(LONGEST_WORD)} ` }] : [];
}

/** A picture, a file, a sticker, messages forwarded as one: in the direct chat it was meant for the bot. */
function unreadable({ direct }: IncomingMessage, raw: MessageEvent['message'], isStale: boolean): Reaction {
  if (!direct || isStale) return undefined;
  const key = raw.message_type === 'merge_forward' ? 'message.forwarded' : 'message.unsupported';
  return { key, level: 'info' };
}

/** A sentence to answer with, writes to make, or nothing. */
type Reaction = Notice | Writes | '' | undefined;

/** In a group the bot reacts to a command of its own and to its name; `@colleague /word` may be meant for another bot. */
function isAddressed(message: IncomingMessage, typed: Typed, isKnown: boolean): boolean {
  return message.direct || typed.mentionsBot || (isKnown && !typed.peopleFirst);
}

/** Whether a message may be for the bot, as far as that can be told without asking who it is: chatter in a group is not. */
export function mayConcern(raw: MessageEvent['message'], words: Vocabulary): boolean {
  return raw.chat_type === 'p2p' || (raw.mentions ?? []).length > 0 || looksLikeCommand(raw, words);
}

/** Whether a command stands in the message, whoever is mentioned before it. */
export function looksLikeCommand(raw: MessageEvent['message'], words: Vocabulary): boolean {
  const knows = knowing(words, raw.chat_type === 'p2p');
  return readCommand(readSegments(raw, '', '') ?? [], knows).word !== undefined;
}

const knowing = (words: Vocabulary, direct: boolean) => (typed: string) =>
  words.knows(typed.slice(0, LONGEST_WORD), direct);

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

function unknownCommand(word: string, near: string | undefined): Notice {
  const typed = `/${word}`;
  if (!near) return { key: 'command.unknown_plain', params: { typed }, level: 'info' };
  return { key: 'command.unknown', params: { typed, nearest: `/${near}` }, level: 'info' };
}
