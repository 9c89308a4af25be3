import type { Feature } from '../dispatch/feature.ts';
import { DAY_MS } from '../lib/clock.ts';
import { applyCommand } from './definitions/apply.ts';
import { ownerless } from './definitions/ownerless.ts';
import type { ExternalParts } from './deps.ts';
import { checkCommand } from './sync/check.ts';
import { RECONCILE_EVERY_MS, reconciliation } from './sync/reconcile.ts';
import { syncJob } from './sync/sync-job.ts';
import { SYNC_QUEUE } from './sync/sync-queue.ts';

/** Third-party approvals in Feishu's approval centre. */
export const syncFeature = (parts: ExternalParts): Feature => ({
  bulk: { [SYNC_QUEUE]: syncJob(parts) },
  admin: { 'external.apply': applyCommand(parts), 'external.check': checkCommand(parts) },
  upkeep: [
    { name: 'third-party approvals', everyMs: RECONCILE_EVERY_MS, run: reconciliation(parts) },
    { name: 'owners of definitions', everyMs: DAY_MS, run: ownerless(parts) },
  ],
});
