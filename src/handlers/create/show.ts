import type { JobHandler } from '../../jobs/perform.ts';
import { Postpone } from '../../lib/outcome.ts';
import { patchCard } from '../../outbound/patch.ts';
import { findDraft } from '../../store/tables/drafts.ts';
import { messageOf } from './card-of.ts';
import type { CreateDeps, DraftBody } from './deps.ts';
import { drawn } from './form-card.ts';
import { draftJob } from './jobs.ts';
import { type PayloadOf, queues } from './queues.ts';

/** The job that draws a form card anew. What is drawn is read when it runs: a later change is never painted over. */
export function showJob(deps: Pick<CreateDeps, 'cards' | 'db' | 'log' | 'messages'>): JobHandler {
  const work = draftJob<PayloadOf<'show'>>(deps, 'filling', {
    async run({ id }) {
      const messageId = await messageOf(deps.db, id);
      if (messageId === null) throw new Postpone(1_000, 'the card itself is still on its way');
      const draft = await findDraft<DraftBody>(deps.db, id);
      if (draft?.state === 'filling') await patchCard(deps, messageId, await drawn(deps.db, deps, draft));
      return undefined;
    },
  });
  return queues.show.handler(work);
}
