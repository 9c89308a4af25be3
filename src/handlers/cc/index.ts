import type { Feature } from '../../dispatch/feature.ts';
import { READING_QUEUE } from '../../read-state/changes.ts';
import { ADDED_QUEUE } from '../../third-party/sync/outcome-queues.ts';
import { ccCommand } from './command.ts';
import { copyJob } from './copy.ts';
import { ccFormActions } from './form.ts';
import { liveJob, readingJob } from './live.ts';
import { type CcParts, COPY_QUEUE, LIVE_QUEUE } from './parts.ts';
import { pickerActions } from './picker.ts';
import { remindAction } from './remind.ts';
import { addedJob } from './third-party-added.ts';

/** Copying (抄送) an approval instance to people, and who of them has read it. */
export const ccFeature = (parts: CcParts): Feature => ({
  commands: [ccCommand(parts)],
  actions: { ...pickerActions(parts), ...ccFormActions(parts), 'cc.remind': remindAction(parts) },
  jobs: {
    [COPY_QUEUE]: copyJob(parts),
    [READING_QUEUE]: readingJob(parts),
    [LIVE_QUEUE]: liveJob(parts),
    [ADDED_QUEUE]: addedJob(parts),
  },
});
