import type { ZodType } from 'zod';
import type { JobHandler, Writes } from '../jobs/perform.ts';
import type { Tx } from '../store/db.ts';
import type { Action } from './actions.ts';
import type { MessageFile } from './message-file.ts';
import type { Part } from './segments.ts';

/** A message from a person, as commands see it. Times are Unix ms. */
export interface IncomingMessage {
  messageId: string;
  chatId: string;
  direct: boolean;
  /** The message it replies to, and the first one of that conversation. */
  parentId: string | undefined;
  rootId: string | undefined;
  /** open_id */
  sender: string;
}

export interface Command {
  /** The word after the slash. */
  name: string;
  /** In other languages; matched like the name. */
  aliases: string[];
  /** Finds out what is to be done and returns it as writes, which are committed with the end of the event. */
  run(message: IncomingMessage, rest: Part[]): Promise<Writes>;
}

/** A click on a card of ours. */
export interface Click {
  /** open_id */
  operator: string;
  messageId: string;
  /** Where the card stands; empty when Feishu does not say. */
  chatId: string;
  value: Record<string, unknown>;
  /** What was filled into the form around the button. */
  form: Record<string, unknown>;
  /** IANA name of the time zone in which the person clicked. */
  timezone: string | undefined;
  /** What was chosen in a menu or a date picker. */
  option?: string | undefined;
}

/** What the client shows at once: a toast, another card, or both. */
export interface ClickAnswer {
  toast?: object;
  card?: { type: 'raw'; data: object };
}

/** Decides on a click within one transaction and without any platform call, so that it is answered in time always. */
export type ClickHandler = (click: Click, tx: Tx) => Promise<ClickAnswer>;

export interface EventHandler<Event = unknown> {
  schema: ZodType<Event>;
  /** Whether the event may mean anything to the bot; what surely does not is acknowledged and not kept. */
  concerns?(event: Event): boolean | Promise<boolean>;
  /** Decides what the event changes; `receivedAt` in Unix ms. */
  run(event: Event, receivedAt: number): Promise<Writes | undefined>;
  /** Tells whoever waits, when the event can't be worked on. */
  gaveUp?(event: Event, error: unknown, tx: Tx): Promise<void>;
}

/** What a person replied to a card with: words, files, or both. */
export interface ReplyContent {
  parts: Part[];
  files: MessageFile[];
  /** How many more there are in the message than are taken. */
  moreFiles: number;
}

/** Takes a reply that is no command; undefined when the card replied to is not the feature's. */
export type ReplyHandler = (message: IncomingMessage, content: ReplyContent) => Promise<Writes | undefined>;

/** Recurring work; a failure is logged, and the next time comes all the same. */
export interface Upkeep {
  name: string;
  everyMs: number;
  run(): Promise<void>;
}

/** What is looked up whenever somebody looks at the metrics. */
export interface Measure {
  /** After `approval_bot_`. */
  name: string;
  help: string;
  labels: string[];
  read(): Promise<{ labels: Record<string, string>; value: number }[]>;
}

/** What an operator can ask for. */
export interface AdminCommand {
  /** The queues in which it causes jobs, which then are done by whoever runs. */
  queues: string[];
  /** Whether its jobs cause further ones in these queues: then whatever is in them is waited for. */
  further?: boolean;
  /** Each `say` is a line of the answer. Throws when it can't be done. */
  run(args: Record<string, unknown>, say: (line: string) => void): Promise<void>;
}

/** What a folder under `handlers/` adds to the bot. */
export interface Feature {
  commands?: Command[];
  /** By the `a` of the button's value. */
  actions?: Record<string, Action>;
  /** Replies to cards of the feature. */
  reply?: ReplyHandler;
  /** By event type. */
  events?: Record<string, EventHandler>;
  /** By queue. */
  jobs?: Record<string, JobHandler>;
  /**
   * By queue: jobs that come in thousands, or that wait for another system. Each queue is worked on apart, so that nobody
   * waits behind it.
   */
  bulk?: Record<string, JobHandler>;
  /** For the operator, by name. */
  admin?: Record<string, AdminCommand>;
  /** What is done at start and then again and again, in every replica. */
  upkeep?: Upkeep[];
  measures?: Measure[];
}
