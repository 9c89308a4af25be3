import type { JobHandler } from '../../jobs/perform.ts';
import { findDraft } from '../../store/tables/drafts.ts';
import { expiredCard } from './give-back.ts';
import { close } from './open.ts';
import type { CreateParts, DraftBody } from './parts.ts';

/** The job that ends a form that was left lying. */
export function expireJob(parts: CreateParts): JobHandler {
  return {
    async run(job) {
      const { draftId } = job.payload as { draftId: string };
      const draft = await findDraft<DraftBody>(parts.db, draftId);
      const open = draft && ['choosing', 'opening', 'filling'].includes(draft.state);
      return open ? close(parts, draft, 'expired', expiredCard(parts, draft)) : undefined;
    },
  };
}
