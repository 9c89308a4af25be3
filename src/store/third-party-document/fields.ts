import { z } from 'zod';
import { linkProblem, NO_LINK } from '../../lib/link-address.ts';

/** The documented limits; those of rows and of texts in a language are ours. */
export const LIMITS = { tasks: 300, ccs: 200, text: 2048, actions: 2, rows: 1000, texts: 4000 } as const;
export const LOCALES = ['zh-CN', 'en-US', 'ja-JP'] as const;
export type Locale = (typeof LOCALES)[number];
/** What begins so is the key of a text in i18n_resources. */
export const KEY_PREFIX = '@i18n@';

const text = (longest: number) => z.string().max(longest, `must have at most ${longest} characters`);

export const id = z.string().regex(/^[^\p{Cc}]{1,128}$/u, 'must be 1 to 128 characters without line breaks');
export const code = id;
const personId = z.string().regex(/^[^\s\p{Cc}]{0,128}$/u, 'must be an id without blanks');
/** At least one of the two; empty counts as not given. */
export const person = { user_id: personId.optional(), open_id: personId.optional() };

/** Unix milliseconds in the years 2001 to 2286. */
export const time = z
  .string({ error: 'must be a Unix time in milliseconds, as a string of 13 digits' })
  .regex(/^\d{13}$/, 'must be a Unix time in milliseconds: 13 digits');
/** `0` where it has not ended. */
export const end = z.union([z.literal(0), z.literal('0'), time], {
  error: 'must be a Unix time in milliseconds as a string of 13 digits, or 0 where it has not ended',
});

/** Where people are sent; empty where there is none. */
export const link = z
  .string()
  .max(2048)
  .regex(/^((https?|lark|feishu):\/\/\S*)?$/i, { error: NO_LINK, abort: true })
  .superRefine(openable);

/** Says of an address what is wrong with it. */
export function openable(address: string, context: z.RefinementCtx): void {
  const problem = address === '' ? undefined : linkProblem(address);
  if (problem) context.addIssue(problem);
}
export const links = z.strictObject({ pc_link: link.optional(), mobile_link: link.optional() });

/** JSON in a string, or empty. */
export const extra = text(10_000).refine(
  isJson,
  'must be JSON written as a string, such as "{\\"business_key\\":\\"A-1\\"}"',
);

function isJson(value: string): boolean {
  if (value === '') return true;
  try {
    return JSON.parse(value) !== undefined;
  } catch {
    return false;
  }
}

/** A text, or the key of one in i18n_resources: the platform's own example has both where a key is documented. */
export const plain = text(LIMITS.text);
export const displayMethod = z.enum(['BROWSER', 'SIDEBAR', 'NORMAL']);
export const instanceStatus = z.enum([
  'PENDING',
  'APPROVED',
  'REJECTED',
  'CANCELED',
  'DELETED',
  'HIDDEN',
  'TERMINATED',
]);
export const taskStatus = z.enum(['PENDING', 'APPROVED', 'REJECTED', 'TRANSFERRED', 'DONE']);
/** Empty where the system does not know what is read. */
export const readStatus = z.enum(['READ', 'UNREAD', '']);
export const updateMode = z.enum(['REPLACE', 'UPDATE']);
export const context = text(10_000);
