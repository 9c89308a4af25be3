import { z } from 'zod';
import { documented } from '../../store/third-party-document/documented.ts';

// What systems are answered has the types of these, and the description of the API is made of them.

const text = z.string();
const moment = text.meta({ format: 'date-time' });

const common = z.object({
  instance_id: text,
  state: z
    .enum(['accepted', 'synchronised', 'refused'])
    .describe(
      'accepted: kept, and on its way to Feishu. synchronised: Feishu has it. refused: Feishu said no, see refusal, whose message names the fields of people who have left or are unknown.',
    ),
  update_time: text.describe('Of the last accepted push.'),
  update_mode: z.enum(['REPLACE', 'UPDATE']),
  accepted_at: moment,
  synchronised_at: moment.optional(),
  refusal: z.object({ code: z.int(), message: text }).optional(),
});

/** After a push. */
export const stateAnswer = common.extend({
  ignored: z
    .array(text)
    .optional()
    .describe('Tasks and copies of an UPDATE whose update_time is not larger than what is known of them.'),
});

const { task_list, cc_list, i18n_resources } = documented.shape;
const resource = i18n_resources.element;
/** Several pushes may have brought more than one may bring. */
export const whole = documented.extend({
  task_list: z.array(task_list.unwrap().element).optional(),
  cc_list: z.array(cc_list.unwrap().element).optional(),
  i18n_resources: z.array(resource.extend({ texts: z.array(resource.shape.texts.element) })),
});

/** An instance that is read back. */
export const keptAnswer = common.extend({
  approval_code: text.describe('The code by which Feishu knows the definition.'),
  synchronised_update_time: text.optional(),
  instance: whole,
  added_ccs: z
    .array(
      z.object({
        cc_id: text,
        user_id: text.optional(),
        open_id: text.optional(),
        added_at: moment,
        synchronised: z.boolean(),
      }),
    )
    .describe('Copies that people have added through the bot.'),
});

/** What is no success. */
export const problemAnswer = z.object({
  type: text,
  title: text,
  status: z.int(),
  detail: text,
  last_update_time: text.optional(),
  errors: z.array(z.object({ path: text, pointer: text, detail: text })).optional(),
});

export type StateAnswer = z.input<typeof stateAnswer>;
export type KeptAnswer = z.input<typeof keptAnswer>;
export type ProblemAnswer = z.input<typeof problemAnswer>;
