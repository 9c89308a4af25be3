import type { Feature } from '../dispatch/feature.ts';
import { DAY_MS } from '../lib/clock.ts';
import { applyCommand } from './definitions/apply.ts';
import { ownerless } from './definitions/ownerless.ts';
import type { ExternalDeps } from './deps.ts';
import { checkCommand } from './sync/check.ts';
import { RECONCILE_EVERY_MS, reconciliation } from './sync/reconcile.ts';
import { syncJob } from './sync/sync-job.ts';
import { SYNC_QUEUE } from './sync/sync-queue.ts';

/** Third-party approvals in Feishu's approval centre. */
export const syncFeature = (deps: ExternalDeps): Feature => ({
  bulk: { [SYNC_QUEUE]: syncJob(deps) },
  admin: { 'external.apply': applyCommand(deps), 'external.check': checkCommand(deps) },
  upkeep: [
    { name: 'third-party approvals', everyMs: RECONCILE_EVERY_MS, run: reconciliation(deps) },
    { name: 'owners of definitions', everyMs: DAY_MS, run: ownerless(deps) },
  ],
});
