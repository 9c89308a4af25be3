import type { Feature } from '../../dispatch/feature.ts';
import { readingQueue } from '../../read-state/changes.ts';
import { addedQueue } from '../../third-party/sync/outcome-queues.ts';
import { ccCommand } from './command.ts';
import { copyJob } from './copy.ts';
import { type CcDeps, copyQueue, liveQueue } from './deps.ts';
import { ccFormActions } from './form.ts';
import { liveJob, readingJob } from './live.ts';
import { pickerActions } from './picker.ts';
import { remindAction } from './remind.ts';
import { showAction } from './show.ts';
import { addedJob } from './third-party-added.ts';

/** Copying (抄送) an approval instance to people, and who of them has read it. */
export const ccFeature = (deps: CcDeps): Feature => ({
  commands: [ccCommand(deps)],
  actions: [...pickerActions(deps), ...ccFormActions(deps), remindAction(deps), showAction(deps)],
  jobs: {
    [copyQueue.name]: copyJob(deps),
    [readingQueue.name]: readingJob(deps),
    [liveQueue.name]: liveJob(deps),
    [addedQueue.name]: addedJob(deps),
  },
});
