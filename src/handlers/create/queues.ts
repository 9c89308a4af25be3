import { z } from 'zod';
import { messageFile } from '../../dispatch/message-file.ts';
import { defineQueue, type Queue } from '../../jobs/define-queue.ts';

const ofDraft = z.object({ draftId: z.string() });
/** `of` names the field whose button was pressed. */
const pressed = ofDraft.extend({ of: z.string() });
const replied = ofDraft.extend({ messageId: z.string(), chatId: z.string() });

/** What is left to jobs, one queue a kind; payloads outlive a deployment. */
export const queues = {
  start: defineQueue('create.start', ofDraft),
  sentence: defineQueue(
    'create.sentence',
    z.object({ person: z.string(), messageId: z.string(), chatId: z.string(), words: z.string() }),
  ),
  open: defineQueue('create.open', ofDraft.extend({ approvalCode: z.string() })),
  show: defineQueue('create.show', ofDraft),
  search: defineQueue('create.search', pressed),
  preview: defineQueue('create.preview', pressed),
  submit: defineQueue('create.submit', pressed),
  attach: defineQueue(
    'create.attach',
    replied.extend({
      file: messageFile,
      /** The how-manieth picture of its message it is. */
      picture: z.number().optional(),
    }),
  ),
  people: defineQueue(
    'create.people',
    replied.extend({
      emails: z.array(z.string()),
      mobiles: z.array(z.string()),
      /** Colleagues whom the same message mentions, as open_id and name. */
      mentioned: z.array(z.tuple([z.string(), z.string()])).optional(),
    }),
  ),
  expire: defineQueue('create.expire', ofDraft),
  withdraw: defineQueue(
    'create.withdraw',
    z.object({ instanceCode: z.string(), approvalCode: z.string(), initiator: z.string() }),
  ),
  refresh: defineQueue(
    'status.refresh',
    z.object({
      instanceCode: z.string(),
      wanted: z.number(),
      /** What the event said, if it was one. */
      status: z.string().nullable(),
    }),
  ),
};
/** What the jobs of a queue carry. */
export type PayloadOf<Name extends keyof typeof queues> =
  (typeof queues)[Name] extends Queue<infer Payload> ? Payload : never;
