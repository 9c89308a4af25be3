import type { JobHandler } from '../../jobs/perform.ts';
import { Postpone } from '../../lib/outcome.ts';
import { patchCard } from '../../outbound/patch.ts';
import { findDraft } from '../../store/tables/drafts.ts';
import { messageOf } from './card-of.ts';
import { drawn } from './form-card.ts';
import { draftJob } from './jobs.ts';
import type { CreateParts, DraftBody } from './parts.ts';

/** The job that draws a form card anew. What is drawn is read when it runs: a later change is never painted over. */
export function showJob(parts: CreateParts): JobHandler {
  return draftJob<{ draftId: string }>(parts, 'filling', {
    async run({ id }) {
      const messageId = await messageOf(parts.db, id);
      if (messageId === null) throw new Postpone(1_000, 'the card itself is still on its way');
      const draft = await findDraft<DraftBody>(parts.db, id);
      if (draft?.state === 'filling') await patchCard(parts, messageId, await drawn(parts.db, parts, draft));
      return undefined;
    },
  });
}
