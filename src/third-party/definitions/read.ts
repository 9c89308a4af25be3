import { z } from 'zod';
import { OPEN_ID } from '../../lib/ids.ts';
import { SYSTEM } from '../../lib/third-party-systems.ts';
import { openable } from '../../store/third-party-document/fields.ts';
import { type Problem, problemsOf } from '../push/problems.ts';
import { words } from '../push/simple.ts';

/** Where people start one. */
const link = z.string().min(1, 'must be an address').max(2048).superRefine(openable);
/** Of this bot, as Feishu reaches it: nobody is sent there. */
const callback = z
  .string()
  .regex(/^(https?|lark|feishu):\/\/\S+$/i, 'must be an address that begins with https:// or http://');

const viewers = z.union(
  [
    z.enum(['everyone', 'nobody']),
    z
      .array(
        z.union([
          z.strictObject({ user: z.string().regex(OPEN_ID) }),
          z.strictObject({ department: z.string().startsWith('od-') }),
        ]),
      )
      .min(1)
      .max(200),
  ],
  { error: 'must be everyone, nobody, or up to 200 of { user: ou_… } and { department: od-… }' },
);

const definition = z.strictObject({
  code: z
    .string()
    .regex(/^\S{1,128}$/, 'must be the code that you give it: 1 to 128 characters without blanks'),
  /** Which system alone may push under it, by its name in `EXTERNAL_API_TOKENS`; any may when left out. */
  system: z.string().regex(SYSTEM, 'must be the name of a system in EXTERNAL_API_TOKENS').optional(),
  name: words,
  description: words.optional(),
  /** On the page where approvals are started. */
  group: z.strictObject({ code: z.string().min(1).max(128), name: words }),
  /** The system, as lists name it: 来自… is put before it. */
  from: words.optional(),
  type: z.string().max(128).optional(),
  create_link: z.strictObject({ pc: link.optional(), mobile: link.optional() }).optional(),
  pc: z.boolean().default(true),
  mobile: z.boolean().default(true),
  viewers,
  /** open_ids */
  managers: z.array(z.string().regex(OPEN_ID, 'must be an open_id (ou_…)')).max(200).default([]),
  batch_read: z.boolean().default(false),
  batch_approve: z.boolean().default(false),
  /** The address under which Feishu reaches `/external/callback` of this bot; switches quick approval on. */
  callback: callback.optional(),
  efficiency_statistics: z.boolean().default(true),
});

const file = z.strictObject({ definitions: z.array(definition).min(1) });

export type DefinitionFile = z.infer<typeof definition>;

/** Reads the content of a file of third-party definitions; names all mistakes at once. */
export function readDefinitions(
  content: unknown,
): { definitions: DefinitionFile[] } | { problems: Problem[] } {
  const parsed = file.safeParse(content);
  if (!parsed.success) return { problems: problemsOf(parsed.error, content) };
  const { definitions } = parsed.data;
  const problems = definitions.flatMap((one, index) => [
    ...(definitions.findIndex((other) => other.code === one.code) < index
      ? [{ path: ['definitions', index, 'code'], detail: 'is there twice: each code once' }]
      : []),
    ...(one.pc || one.mobile
      ? []
      : [{ path: ['definitions', index, 'mobile'], detail: 'must not be false when pc is false, too' }]),
  ]);
  return problems.length > 0 ? { problems } : { definitions };
}
