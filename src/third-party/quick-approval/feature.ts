import type { Feature } from '../../dispatch/feature.ts';
import { FORWARD_QUEUE } from './deps.ts';
import { type ForwardDeps, forwardJob } from './forward.ts';

/** What people decide about third-party tasks in Feishu reaches the system that asked. */
export const quickApprovalFeature = (deps: ForwardDeps): Feature => ({
  bulk: { [FORWARD_QUEUE]: forwardJob(deps) },
});
