import type { JobHandler, Writes } from '../../jobs/perform.ts';
import type { Job } from '../../jobs/queue.ts';
import type { Tx } from '../../store/db.ts';
import { draftToChange, findDraft, saveDraft } from '../../store/tables/drafts.ts';
import { showAgain } from './card-of.ts';
import type { CreateDeps, DraftBody, FormDraft } from './deps.ts';

export interface DraftJob<Payload> {
  /** Does the work for a draft that is still open. */
  run(draft: FormDraft, payload: Payload): Promise<Writes | undefined>;
  /** What is to be said when the draft is not open any more; nothing when left out. */
  closed?(payload: Payload): Writes;
  /** What becomes of the draft when nothing can come of it any more. */
  gaveUp?(draft: FormDraft, error: unknown, payload: Payload): Partial<FormDraft>;
}

/** A job for a draft, whose payload names it: nothing is done for one that is not in this state any more. */
export function draftJob<Payload extends { draftId: string }>(
  { db }: Pick<CreateDeps, 'db'>,
  state: FormDraft['state'],
  { run, closed, gaveUp }: DraftJob<Payload>,
): JobHandler {
  const payloadOf = (job: Job) => job.payload as Payload;
  return {
    async run(job) {
      const draft = await findDraft<DraftBody>(db, payloadOf(job).draftId);
      return draft?.state === state ? run(draft, payloadOf(job)) : closed?.(payloadOf(job));
    },
    async gaveUp(job, error, tx) {
      const draft = await findDraft<DraftBody>(tx, payloadOf(job).draftId);
      if (draft?.state === state && gaveUp)
        await change(tx, draft.id, (current) => ({ ...current, ...gaveUp(current, error, payloadOf(job)) }));
    },
  };
}

/** Changes the draft as it is now, which may be newer than what a job has read, and draws its card anew. */
export async function change(tx: Tx, draftId: string, how: (draft: FormDraft) => FormDraft): Promise<void> {
  const current = await draftToChange<DraftBody>(tx, draftId);
  if (!current) return;
  const saved = await saveDraft(tx, how(current));
  if (saved) await showAgain(tx, saved);
}
