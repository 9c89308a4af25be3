import type { Feature } from '../../dispatch/feature.ts';
import { READING_QUEUE } from '../../read-state/changes.ts';
import { ADDED_QUEUE } from '../../third-party/sync/outcome-queues.ts';
import { ccCommand } from './command.ts';
import { copyJob } from './copy.ts';
import { type CcDeps, COPY_QUEUE, LIVE_QUEUE } from './deps.ts';
import { ccFormActions } from './form.ts';
import { liveJob, readingJob } from './live.ts';
import { pickerActions } from './picker.ts';
import { remindAction } from './remind.ts';
import { addedJob } from './third-party-added.ts';

/** Copying (抄送) an approval instance to people, and who of them has read it. */
export const ccFeature = (deps: CcDeps): Feature => ({
  commands: [ccCommand(deps)],
  actions: { ...pickerActions(deps), ...ccFormActions(deps), 'cc.remind': remindAction(deps) },
  jobs: {
    [COPY_QUEUE]: copyJob(deps),
    [READING_QUEUE]: readingJob(deps),
    [LIVE_QUEUE]: liveJob(deps),
    [ADDED_QUEUE]: addedJob(deps),
  },
});
