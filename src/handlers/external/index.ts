import type { Feature } from '../../dispatch/feature.ts';
import { SYNC_QUEUE } from '../../external/sync-queue.ts';
import type { ExternalParts } from './parts.ts';
import { syncJob } from './sync.ts';

/** Third-party approvals in Feishu's approval centre. */
export const externalFeature = (parts: ExternalParts): Feature => ({
  bulk: { [SYNC_QUEUE]: syncJob(parts) },
});
