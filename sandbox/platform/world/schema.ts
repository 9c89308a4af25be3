import { z } from 'zod';
import { definition, instance } from './approvals.ts';
import { consoleSchema } from './console.ts';
import {
  appId,
  chatId,
  decimal,
  handle,
  language,
  openDepartmentId,
  openId,
  text,
  timezone,
  unionId,
  userId,
} from './fields.ts';
import { checkReferences } from './references.ts';
import { slashCommand } from './slash-commands.ts';
import { system } from './systems.ts';

const app = z.strictObject({
  app_id: appId,
  app_secret: text,
  /** Feishu allows at most 32 characters; without one nothing is encrypted or signed. */
  encrypt_key: z.string().max(32, 'at most 32 characters'),
  verification_token: text.max(32, 'at most 32 characters'),
  name: text,
  /** The bot's own open_id. */
  open_id: openId,
  /** Whether the feature Bot was added to the app. */
  has_bot: z.boolean().default(true),
  /** On which platform the app was made; the sandbox is Feishu. */
  platform: z.enum(['feishu', 'lark']).default('feishu'),
  /** Whether the open_ids by which people are written to were given to this app. */
  open_ids: z.enum(['own', 'of another app']).default('own'),
  /** Scopes that the tenant has granted; a call that needs another one is refused. */
  scopes: z.array(z.string().regex(/^[a-z]+:[a-z0-9_.:]+$/, 'expected a scope such as "approval:instance"')),
  /** What clients list after a slash in the direct chat: the app registers it. */
  commands: z.array(slashCommand).default([]),
  /** The bot's own menu: entries that send an event with their key. */
  menu: z
    .array(z.strictObject({ key: text, name: z.strictObject({ zh_cn: text, en_us: text, ja_jp: text }) }))
    .default([]),
  console: consoleSchema.prefault({}),
});

const person = z.strictObject({
  handle,
  name: text,
  en_name: text.optional(),
  email: z.email().optional(),
  open_id: openId,
  union_id: unionId,
  user_id: userId,
  mobile: z
    .string()
    .regex(
      /^\+?\d{6,20}$/,
      'expected a phone number: digits, with + and a country code outside of mainland China',
    )
    .optional(),
  department_id: openDepartmentId,
  /** Further departments of someone who belongs to several. */
  more_departments: z.array(openDepartmentId).default([]),
  language: language.default('zh_cn'),
  timezone: timezone.default('Asia/Shanghai'),
  resigned: z.boolean().default(false),
  /** Within the range of people who may use the app. */
  available: z.boolean().default(true),
  /** Whether the app's contact range has them: mentions of others come without ids. */
  seen: z.boolean().default(true),
  /** The bot of another app. */
  bot: z.boolean().default(false),
  /** Set for a person of another company. */
  tenant_key: text.optional(),
});

const department = z.strictObject({
  open_department_id: openDepartmentId,
  department_id: text,
  name: text,
  /** The department above, by its open_department_id; the company itself when left out. */
  parent: openDepartmentId.optional(),
});

/** An entry of the approval service's geographical library. */
const district = z.strictObject({ id: decimal, name: text, level: text, parent: decimal.optional() });

/** People together under an id: a user group or a role, for definitions that are for those alone. */
const circle = z.strictObject({ id: text, name: text, members: z.array(handle) });

const chat = z.strictObject({
  handle,
  name: text,
  chat_id: chatId,
  members: z.array(handle).min(1),
  /** Whether the bot is a member. */
  bot: z.boolean().default(true),
  /** A group of topics: each message begins one, or stands in one. */
  topics: z.boolean().default(false),
});

/** What the platform tells clients of the long connection, in seconds, and how it cuts large events. */
const longConnection = z.strictObject({
  /** Where clients are told to connect, when it is not here, such as `wss://…` of what speaks TLS in front. */
  address: z.string().optional(),
  ping_interval: z.number().positive().default(120),
  /** -1 is for ever. */
  reconnect_count: z.int().min(-1).default(-1),
  reconnect_interval: z.number().min(0).default(120),
  /** A client waits a random part of this before it connects again. */
  reconnect_nonce: z.number().min(0).default(30),
  /** An event larger than this comes in several frames; where Feishu cuts is not documented. */
  fragment_bytes: z.int().positive().default(65_536),
});

/** Answers and events as they were seen elsewhere, where the documentation says something else or too little. */
const variants = z.strictObject({
  /** Whether answers tell the time of the platform; what stands in between may take it out. */
  date_header: z.enum(['sent', 'absent']).default('sent'),
  /** Whether a creation with `with_link` is answered with a link: its page does not know of either. */
  instance_link: z.enum(['sent', 'absent']).default('sent'),
  /** Whose copies `user_id` asks search_cc for: the page says "user ID" alone. */
  search_cc: z.enum(['recipient', 'copier']).default('recipient'),
  /** Whether rows of tasks/query name their instance by its code, which the page only presumably calls `process_code`. */
  task_code: z.enum(['sent', 'absent']).default('sent'),
  /**
   * A CC entry of an instance's timeline. `documented`: whoever copied, and `cc_user_list`. `no open_id`: an empty one, the
   * copier in `ext`, and `open_id_list` beside the other. `lists`: the same, and the lists alone. `ext`: all of it in `ext`.
   * `user_ids`: an empty `open_id` for everybody.
   */
  cc_timeline: z.enum(['documented', 'no open_id', 'lists', 'ext', 'user_ids']).default('documented'),
  /** Whether a callback names the time zone where a date or time was picked, as the page says, or always. */
  click_timezone: z.enum(['pickers', 'always']).default('pickers'),
  /** Where a callback says in which message its card is shown: pages of some elements have it beside the event. */
  click_context: z.enum(['in the event', 'beside it']).default('in the event'),
});

/** Every switch of the variants, with all that it can be set to; its default comes first. */
export const VARIANTS: Readonly<Record<string, readonly (string | boolean)[]>> = Object.fromEntries(
  Object.entries(variants.shape).map(([name, schema]) => {
    const inner: z.ZodType = schema.unwrap();
    return [name, inner instanceof z.ZodEnum ? (inner.options as string[]) : [false, true]];
  }),
);

const settings = z.strictObject({
  variants: variants.prefault({}),
  /** search_cc and instances/query answer what was true this many milliseconds ago. */
  search_lag_ms: z.int().min(0).default(0),
  /** Definitions, by handle, whose events the app has subscribed to already. */
  subscribed: z.array(handle).default([]),
  long_connection: longConnection.prefault({}),
  /** Departments that the contact range of the app names as a whole, by open_department_id; available people elsewhere are named one by one. */
  contact_departments: z.array(z.string()).default([]),
});

/** The `/cc` that is played at the start: who sends it where, about what and to whom. */
const demo = z.strictObject({
  from: handle,
  chat: handle,
  instance: handle,
  to: z.array(handle).min(1),
  comment: text,
  /** As whom the receipt is shown. */
  readers: z.array(handle).min(1),
});

/** The world file: who and what exists when the sandbox starts. */
export const worldSchema = z
  .strictObject({
    app,
    tenant_key: text,
    settings: settings.prefault({}),
    people: z.array(person).min(1),
    departments: z.array(department).default([]),
    user_groups: z.array(circle).default([]),
    roles: z.array(circle).default([]),
    districts: z.array(district).default([]),
    chats: z.array(chat),
    definitions: z.array(definition),
    /** What their forms and nodes say in other languages, by what they say in their own. */
    translations: z
      .record(text, z.strictObject({ 'en-US': text.optional(), 'ja-JP': text.optional() }))
      .default({}),
    instances: z.array(instance),
    systems: z.array(system).default([]),
    demo: demo.optional(),
  })
  .superRefine(checkReferences);

export type World = z.infer<typeof worldSchema>;
export type Person = z.infer<typeof person>;
