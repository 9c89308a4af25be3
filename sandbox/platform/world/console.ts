import { z } from 'zod';
import { text } from './fields.ts';

const scope = z.string().regex(/^[a-z]+:[a-z0-9_.:]+$/, 'expected a scope such as "approval:instance"');
const everyOr = z.union([z.literal('all'), z.array(text)]).default('all');
/** `as connected` is what a newcomer sees: a saved request address is in use, and without one the long connection. */
const mode = z.enum(['as connected', 'webhook', 'websocket']).default('as connected');

/** What becomes of an app that somebody makes, or changes, by scanning. */
const scan = z.strictObject({
  /** What was asked for beside the platform's own template is in grey release: where it is not, it is ignored whole. */
  addons: z.enum(['taken', 'ignored']).default('taken'),
  /** Scopes that this platform does not know: they are dropped without a word. */
  unknown: z.array(scope).default([]),
  /** What the scan has made is in force at once, is a version that waits for an administrator, or was never published. */
  published: z.enum(['at once', 'after a review', 'no']).default('at once'),
  /** How often the device may ask, in seconds. */
  interval_s: z.number().min(0).default(5),
  /** Who may use an app that was just made. */
  available: z.enum(['whoever scanned', 'everybody']).default('whoever scanned'),
});

/**
 * The app as the developer console has it, and what the organisation makes of it. Each field is a switch: left out, all is as
 * the bot needs it.
 */
export const consoleSchema = z.strictObject({
  /** Whether there is an app before anybody scans. */
  exists: z.boolean().default(true),
  /** Where it was made: what was not made in the console can't be changed by the API. */
  made_in: z.enum(['developer_console', 'base', 'bot_builder']).default('developer_console'),
  /** Whether it is as an administrator left it, or switched off. */
  enabled: z.boolean().default(true),
  published: z.boolean().default(true),
  /** Whether a version waits for an administrator from the start. */
  in_review: z.boolean().default(false),
  /** Whether a version that is submitted then waits for one. */
  review: z.enum(['none', 'every version']).default('none'),
  /** Scopes that were ticked and that nobody has granted yet: a version with them, or an application for them, grants them. */
  asked_scopes: z.array(scope).default([]),
  /** Scopes that act as soon as they are ticked, without a version. */
  exempt_scopes: z.array(scope).default([]),
  /** What is subscribed; the rest is not sent. */
  events: everyOr,
  callbacks: everyOr,
  event_mode: mode,
  callback_mode: mode,
  /** When a new encrypt key and verification token are in force: no page says. */
  encrypt_strategy: z.enum(['at once', 'with the version']).default('at once'),
  /** Whether the API takes the bot's menu: the explorer has it, its page does not. */
  menu_by_api: z.boolean().default(true),
  /** How many entries of it may stand side by side: no page says. */
  menu_most: z.int().min(1).default(5),
  /** Whether a version may come without a number: the page calls it optional. */
  version_number: z.enum(['optional', 'required']).default('optional'),
  scan: scan.prefault({}),
});
