import type { JobHandler } from '../../jobs/perform.ts';
import { findDraft } from '../../store/tables/drafts.ts';
import { close } from './open.ts';
import type { CreateParts, DraftBody } from './parts.ts';
import { notice } from './problems.ts';

/** The job that ends a form that was left lying. */
export function expireJob({ db, cards }: CreateParts): JobHandler {
  return {
    async run(job) {
      const { draftId } = job.payload as { draftId: string };
      const draft = await findDraft<DraftBody>(db, draftId);
      const open = draft && ['choosing', 'opening', 'filling'].includes(draft.state);
      return open ? close({ cards }, draft, 'expired', notice(cards, 'create.expired', draft.id)) : undefined;
    },
  };
}
