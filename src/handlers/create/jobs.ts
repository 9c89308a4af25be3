import type { Work } from '../../jobs/define-queue.ts';
import type { Writes } from '../../jobs/perform.ts';
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
  gaveUp?(draft: FormDraft, error: unknown): Partial<FormDraft>;
}

/** The work for a draft, which the payload names: nothing is done for one that is not in this state any more. */
export function draftJob<Payload extends { draftId: string }>(
  { db }: Pick<CreateDeps, 'db'>,
  state: FormDraft['state'],
  { run, closed, gaveUp }: DraftJob<Payload>,
): Work<Payload> {
  return {
    async run({ payload }) {
      const draft = await findDraft<DraftBody>(db, payload.draftId);
      return draft?.state === state ? run(draft, payload) : closed?.(payload);
    },
    async gaveUp({ payload }, error, tx) {
      const draft = await findDraft<DraftBody>(tx, payload.draftId);
      if (draft?.state === state && gaveUp)
        await change(tx, draft.id, (current) => ({ ...current, ...gaveUp(current, error) }));
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
