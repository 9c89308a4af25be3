import type { IncomingMessage } from '../feishu/incoming-message.ts';
import type { AdminCommand } from '../jobs/admin-command.ts';
import type { EventHandler } from '../jobs/event-handler.ts';
import type { JobHandler, Writes } from '../jobs/perform.ts';
import type { Upkeep } from '../jobs/upkeep.ts';
import type { Tx } from '../store/db.ts';
import type { Measure } from '../telemetry/metrics.ts';
import type { Action } from './actions.ts';
import type { MessageFile } from './message-file.ts';
import type { Segment } from './segments.ts';

export interface Command {
  /** The word after the slash. */
  name: string;
  /** In other languages; matched like the name. */
  aliases: string[];
  /** Finds out what is to be done and returns it as writes, which are committed with the end of the event. */
  run(message: IncomingMessage, rest: Segment[]): Promise<Writes>;
}

/**
 * Brings something to a person's direct chat, of which no message asks: an entry of the bot's menu, a button. `key` is the
 * asking's own.
 */
export type Entry = (tx: Tx, person: string, key: string) => Promise<unknown>;

/** What a person replied to a card with: words, files, or both. */
export interface ReplyContent {
  segments: Segment[];
  files: MessageFile[];
  /** How many more there are in the message than are taken. */
  moreFiles: number;
}

/** Takes a reply that is no command; undefined when the card replied to is not the feature's. */
export type ReplyHandler = (message: IncomingMessage, content: ReplyContent) => Promise<Writes | undefined>;

/** What a folder under `handlers/` adds to the bot. */
export interface Feature {
  commands?: Command[];
  actions?: Action[];
  /** By the event key that the bot's menu has for it. */
  entries?: Record<string, Entry>;
  /** Replies to cards of the feature. */
  reply?: ReplyHandler;
  /** Answers what somebody writes in the direct chat without a command; one feature does. */
  sentence?: Command['run'];
  /** By event type. */
  events?: Record<string, EventHandler>;
  /** By queue. */
  jobs?: Record<string, JobHandler>;
  /**
   * By queue: jobs that come in thousands, or that wait for another system. Each queue is isolated, so that nobody
   * waits behind it.
   */
  bulk?: Record<string, JobHandler>;
  /** For the operator, by name. */
  admin?: Record<string, AdminCommand>;
  /** What is done at start and then again and again, in every replica. */
  upkeep?: Upkeep[];
  measures?: Measure[];
}
