import type { Feature } from '../../dispatch/feature.ts';
import { FORWARD_QUEUE } from './deps.ts';
import { type ForwardParts, forwardJob } from './forward.ts';

/** What people decide about third-party tasks in Feishu reaches the system that asked. */
export const quickApprovalFeature = (parts: ForwardParts): Feature => ({
  bulk: { [FORWARD_QUEUE]: forwardJob(parts) },
});
