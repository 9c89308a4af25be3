import type { JobHandler } from '../../jobs/perform.ts';
import { findDraft, saveDraft } from '../../store/tables/drafts.ts';
import { present } from './card-of.ts';
import type { CreateParts, DraftBody } from './parts.ts';
import { notice } from './problems.ts';

/** The job that ends a form that was left lying. */
export function expireJob({ db, cards }: CreateParts): JobHandler {
  return {
    async run(job) {
      const { draftId } = job.payload as { draftId: string };
      const draft = await findDraft<DraftBody>(db, draftId);
      const open = draft && ['choosing', 'opening', 'filling'].includes(draft.state);
      if (!open) return undefined;
      return async (tx) => {
        const saved = await saveDraft(tx, { ...draft, state: 'expired' });
        if (saved) await present(tx, saved, notice(cards, 'create.expired', saved.id));
      };
    },
  };
}
