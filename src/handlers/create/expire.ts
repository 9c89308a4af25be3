import type { JobHandler } from '../../jobs/perform.ts';
import { findDraft } from '../../store/tables/drafts.ts';
import type { CreateDeps, DraftBody } from './deps.ts';
import { expiredCard } from './give-back.ts';
import { close } from './open.ts';
import { queues } from './queues.ts';

/** The job that ends a form that was left lying. */
export function expireJob(deps: Pick<CreateDeps, 'cards' | 'db' | 'formLinks'>): JobHandler {
  return queues.expire.handler({
    async run({ payload: { draftId } }) {
      const draft = await findDraft<DraftBody>(deps.db, draftId);
      const open = draft && ['choosing', 'opening', 'filling'].includes(draft.state);
      return open ? close(deps, draft, 'expired', expiredCard(deps, draft)) : undefined;
    },
  });
}
