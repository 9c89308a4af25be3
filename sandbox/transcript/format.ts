import { stringify } from 'yaml';
import { z } from 'zod';

/** A message by its chat and its place in it, counted from 1: `purchasing#2`. */
const messageRef = z.string().regex(/^\S+#\d+$/, 'expected a message such as "purchasing#2"');

const say = z.strictObject({
  from: z.string(),
  chat: z.string(),
  text: z.string().optional(),
  reply_to: messageRef.optional(),
  attachment: z
    .strictObject({ kind: z.enum(['image', 'file']), name: z.string(), type: z.string(), data: z.string() })
    .optional(),
});

const click = z.strictObject({
  by: z.string(),
  message: messageRef,
  button: z.union([z.string(), z.array(z.union([z.string(), z.number()]))]),
  form: z.record(z.string(), z.union([z.string(), z.array(z.string()), z.boolean()])).optional(),
  value: z.union([z.string(), z.boolean()]).optional(),
  /** What the person saw of the answer: the toast, or the client's code. */
  saw: z.string().optional(),
});

const decide = z.strictObject({
  by: z.string(),
  instance: z.string(),
  decision: z.enum(['approve', 'reject', 'withdraw']),
  comment: z.string().optional(),
});

const step = z.strictObject({
  /** Seconds since the start. */
  at: z.number(),
  say: say.optional(),
  click: click.optional(),
  read: z.strictObject({ by: z.string(), instance: z.string() }).optional(),
  decide: decide.optional(),
  recall: messageRef.optional(),
  /** An entry of the bot's menu is chosen. */
  menu: z.strictObject({ by: z.string(), key: z.string() }).optional(),
  /** The direct chat with the bot is opened. */
  enter: z.strictObject({ by: z.string() }).optional(),
  /** The bot is added to a group. */
  add_bot: z.strictObject({ by: z.string(), chat: z.string() }).optional(),
  /** A system of the world pushes one of its instances. */
  push: z.strictObject({ system: z.string(), instance_id: z.string() }).optional(),
  /** How many messages stood in the chats before the next step. */
  messages: z.int(),
});

export const transcriptSchema = z.strictObject({
  transcript: z.literal(1),
  /** ISO 8601: the sandbox's time when it started; the times of its world count from it. */
  started: z.iso.datetime(),
  steps: z.array(step),
  /** The chats at the end, as people read them in Chinese. */
  shown: z.record(z.string(), z.array(z.string())),
});

export type Transcript = z.infer<typeof transcriptSchema>;
export type Step = Transcript['steps'][number];

const HEAD = `# A conversation with the bot. To check a bot against it: npm run transcript FILE
# Edit "shown" when the bot has learned to say something else.
`;

export function writeTranscript(transcript: Transcript): string {
  return HEAD + stringify(transcript, { lineWidth: 0, blockQuote: 'literal' });
}
