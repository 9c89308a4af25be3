import { z } from 'zod';
import { linkProblem, NO_LINK } from '../../lib/link-address.ts';
import {
  end,
  LIMITS,
  LOCALES,
  link,
  links,
  plain,
  readStatus,
  time,
} from '../../store/third-party-document/fields.ts';
import { ccFields, instanceFields, taskFields } from '../../store/third-party-document/shared.ts';

/** Plain, or by language. */
export const words = z.union(
  [plain, z.partialRecord(z.enum(LOCALES), plain).refine((by) => Object.keys(by).length > 0)],
  {
    error: `must be a text, or an object with a text for some of ${LOCALES.join(', ')}; at most 2048 characters each`,
  },
);
const easyLinks = z.union([link.min(1), links], {
  error: ({ input }) => linksProblem(input),
});

/** What is wrong with the links where they are not in one of the two shapes: a union alone can't say it. */
function linksProblem(input: unknown): string {
  const given = typeof input === 'object' && input !== null ? Object.values(input) : [input];
  const problems = given.flatMap((one) => (typeof one === 'string' && one && linkProblem(one)) || []);
  const shape = 'or an object with pc_link and mobile_link';
  return `${problems[0] ?? NO_LINK}, ${shape}`;
}

const task = z.strictObject({
  ...taskFields(words),
  links: easyLinks.optional(),
  create_time: time.optional(),
  end_time: end.optional(),
});

const cc = z.strictObject({
  ...ccFields,
  links: easyLinks.optional(),
  read_status: readStatus.optional(),
  create_time: time.optional(),
  update_time: time.optional(),
});

/** The same instance with plain texts and less to say: the fields have the names of the documented shape. */
export const simple = z.strictObject({
  ...instanceFields(words),
  links: easyLinks,
  end_time: end.optional(),
  task_list: z.array(task).max(LIMITS.tasks).optional(),
  cc_list: z.array(cc).max(LIMITS.ccs).optional(),
});

export type SimpleInstance = z.infer<typeof simple>;
export type SimpleText = z.infer<typeof words>;
export type SimpleLinks = z.infer<typeof easyLinks>;
