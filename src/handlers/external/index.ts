import type { Feature } from '../../dispatch/feature.ts';
import { SYNC_QUEUE } from '../../external/sync-queue.ts';
import { DAY_MS } from '../../lib/clock.ts';
import { applyCommand } from './apply.ts';
import { checkCommand } from './check.ts';
import { ownerless } from './ownerless.ts';
import type { ExternalParts } from './parts.ts';
import { RECONCILE_EVERY_MS, reconciliation } from './reconcile.ts';
import { syncJob } from './sync.ts';

/** Third-party approvals in Feishu's approval centre. */
export const externalFeature = (parts: ExternalParts): Feature => ({
  bulk: { [SYNC_QUEUE]: syncJob(parts) },
  admin: { 'external.apply': applyCommand(parts), 'external.check': checkCommand(parts) },
  upkeep: [
    { name: 'third-party approvals', everyMs: RECONCILE_EVERY_MS, run: reconciliation(parts) },
    { name: 'owners of definitions', everyMs: DAY_MS, run: ownerless(parts) },
  ],
});
