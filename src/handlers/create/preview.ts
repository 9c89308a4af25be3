import type { FlowStep } from '../../feishu/creations.ts';
import { toldUserIds } from '../../feishu/directory.ts';
import { codes } from '../../feishu/gateway/codes.ts';
import { isRefusal } from '../../feishu/gateway/errors.ts';
import type { JobHandler } from '../../jobs/perform.ts';
import type { CreateDeps, FormDraft } from './deps.ts';
import { type DraftReading, nameOfNode, openForm, readDraft } from './draft-form.ts';
import { type ElsewhereDeps, kindRefused } from './elsewhere.ts';
import { change, draftJob } from './jobs.ts';
import { type PayloadOf, queues } from './queues.ts';

/** What Feishu is told of a draft, for the preview as for the creation. */
export async function readForFeishu(
  { directory, log }: Pick<CreateDeps, 'directory' | 'log'>,
  draft: FormDraft,
): Promise<DraftReading> {
  const form = openForm(draft, []);
  const people = form.reading().lines.flatMap((line) => line.people ?? []);
  const userIds = await toldUserIds(directory, log)([...new Set(people)]);
  return readDraft(draft, { ...form.context, userIds });
}

/** Undefined for a kind of process that Feishu does not let the API start. */
async function stepsOf(
  { creations }: Pick<CreateDeps, 'creations'>,
  { approvalCode, person }: FormDraft,
  { departmentId, entries: form }: DraftReading,
): Promise<FlowStep[] | undefined> {
  try {
    const about = { approvalCode: approvalCode ?? '', initiator: person, departmentId, form };
    return await creations.preview(about);
  } catch (error) {
    if (isRefusal(error, codes.kindUnsupported)) return undefined;
    throw error;
  }
}

/** The job that asks who would decide. */
export function previewJob(
  deps: ElsewhereDeps & Pick<CreateDeps, 'clock' | 'creations' | 'directory'>,
): JobHandler {
  const work = draftJob<PayloadOf<'preview'>>(deps, 'filling', {
    async run(draft) {
      const reading = await readForFeishu(deps, draft);
      const steps = await stepsOf(deps, draft, reading);
      if (!steps) return kindRefused(deps, draft);
      const chosen = (node: string) => reading.approvers.find((one) => one.node === node)?.people ?? [];
      const flow = steps.map(({ node, name, people, chosenByInitiator }) => ({
        name: nameOfNode(draft.body, node, name),
        people: chosenByInitiator ? chosen(node) : people,
      }));
      return (tx) =>
        change(tx, draft.id, (current) => ({ ...current, body: { ...current.body, flow, notice: null } }));
    },
    gaveUp: ({ body }) => ({ body: { ...body, notice: 'create.error.preview' } }),
  });
  return queues.preview.handler(work);
}
