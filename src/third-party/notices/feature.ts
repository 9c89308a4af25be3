import type { Feature } from '../../dispatch/feature.ts';
import { GIVEN_QUEUE } from '../sync/outcome-queues.ts';
import { toldJob } from './delivery-result.ts';
import { type AnnounceDeps, PATCH_QUEUE, TOLD_QUEUE } from './deps.ts';
import { markAction } from './mark-read.ts';
import { givenJob } from './on-synced.ts';
import { patchJob } from './patch.ts';

/** Telling people of third-party approvals, of which Feishu tells nobody. */
export const noticesFeature = (deps: AnnounceDeps): Feature => ({
  actions: { 'external.read': markAction(deps) },
  bulk: {
    [GIVEN_QUEUE]: givenJob(deps),
    [TOLD_QUEUE]: toldJob(deps),
    [PATCH_QUEUE]: patchJob(deps),
  },
});
