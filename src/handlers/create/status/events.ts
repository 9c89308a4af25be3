import { z } from 'zod';
import { id, word } from '../../../feishu/events/limits.ts';
import type { EventHandler } from '../../../jobs/event-handler.ts';
import { Postpone } from '../../../lib/outcome.ts';
import { dropDefinition, rememberDefinitionId } from '../../../store/tables/definitions.ts';
import { findDraft } from '../../../store/tables/drafts.ts';
import type { CreateDeps } from '../deps.ts';
import { heard } from './post.ts';

const instanceEvent = z.object({
  instance_code: id,
  status: word,
  uuid: word.nullish(),
});
const taskEvent = z.object({ instance_code: id });
const updatedEvent = z.object({
  object: z.object({ approval_code: id, approval_id: word.nullish() }),
});

/** https://open.feishu.cn/document/server-docs/approval-v4/event/common-event/approval-instance-event */
export function instanceChanged({ db }: Pick<CreateDeps, 'db'>): EventHandler<z.infer<typeof instanceEvent>> {
  return {
    schema: instanceEvent,
    async run({ instance_code: instanceCode, status, uuid }) {
      const draft = uuid ? await findDraft(db, uuid.toLowerCase()) : undefined;
      if (draft?.state === 'submitting') throw new Postpone(1_000, 'its creation is not written down yet');
      return (tx) => heard(tx, instanceCode, status);
    },
  };
}

/** https://open.feishu.cn/document/server-docs/approval-v4/event/common-event/approval-task-event */
export const taskChanged = (): EventHandler<z.infer<typeof taskEvent>> => ({
  schema: taskEvent,
  run:
    async ({ instance_code: instanceCode }) =>
    (tx) =>
      heard(tx, instanceCode),
});

/** A definition has a new version: what was read of it is out of date. */
export const definitionChanged = (): EventHandler<z.infer<typeof updatedEvent>> => ({
  schema: updatedEvent,
  run:
    async ({ object: { approval_code: code, approval_id: id } }) =>
    async (tx) => {
      await dropDefinition(tx, code);
      if (id) await rememberDefinitionId(tx, code, id);
    },
});
