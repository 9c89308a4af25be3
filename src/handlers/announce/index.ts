import type { Feature } from '../../dispatch/feature.ts';
import { GIVEN_QUEUE } from '../../external/given.ts';
import { givenJob } from './given.ts';
import { markAction } from './mark.ts';
import { type AnnounceParts, PATCH_QUEUE, TOLD_QUEUE } from './parts.ts';
import { patchJob } from './patch.ts';
import { toldJob } from './told.ts';

/** Telling people of third-party approvals, of which Feishu tells nobody. */
export const announceFeature = (parts: AnnounceParts): Feature => ({
  actions: { 'external.read': markAction(parts) },
  bulk: {
    [GIVEN_QUEUE]: givenJob(parts),
    [TOLD_QUEUE]: toldJob(parts),
    [PATCH_QUEUE]: patchJob(parts),
  },
});
