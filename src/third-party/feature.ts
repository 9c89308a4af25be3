import type { Feature } from '../dispatch/feature.ts';
import { DAY_MS } from '../lib/clock.ts';
import { applyCommand } from './definitions/apply.ts';
import { ownerless } from './definitions/ownerless.ts';
import type { ThirdPartyDeps } from './deps.ts';
import { toldJob } from './notices/delivery-result.ts';
import { type AnnounceDeps, patchQueue, toldQueue } from './notices/deps.ts';
import { markAction } from './notices/mark-read.ts';
import { givenJob } from './notices/on-synced.ts';
import { patchJob } from './notices/patch.ts';
import { forwardQueue } from './quick-approval/deps.ts';
import { type ForwardDeps, forwardJob } from './quick-approval/forward.ts';
import { checkCommand } from './sync/check.ts';
import { givenQueue } from './sync/outcome-queues.ts';
import { RECONCILE_EVERY_MS, reconciliation } from './sync/reconcile.ts';
import { syncJob } from './sync/sync-job.ts';
import { syncQueue } from './sync/sync-queue.ts';

/** What people decide about third-party tasks in Feishu reaches the system that asked. */
export const quickApprovalFeature = (deps: ForwardDeps): Feature => ({
  bulk: { [forwardQueue.name]: forwardJob(deps) },
});

/** Telling people of third-party approvals, of which Feishu tells nobody. */
export const noticesFeature = (deps: AnnounceDeps): Feature => ({
  actions: [markAction(deps)],
  bulk: {
    [givenQueue.name]: givenJob(deps),
    [toldQueue.name]: toldJob(deps),
    [patchQueue.name]: patchJob(deps),
  },
});

/** Third-party approvals in Feishu's approval centre. */
export const syncFeature = (deps: ThirdPartyDeps): Feature => ({
  bulk: { [syncQueue.name]: syncJob(deps) },
  admin: { 'external.apply': applyCommand(deps), 'external.check': checkCommand(deps) },
  upkeep: [
    { name: 'third-party approvals', everyMs: RECONCILE_EVERY_MS, run: reconciliation(deps) },
    { name: 'owners of definitions', everyMs: DAY_MS, run: ownerless(deps) },
  ],
});
