import type { Feature } from '../../dispatch/feature.ts';
import { attachJob } from './attach.ts';
import { formActions } from './clicks.ts';
import { expireJob } from './expire.ts';
import { openJob } from './open.ts';
import { type CreateParts, queues } from './parts.ts';
import { peopleJob } from './people.ts';
import { previewJob } from './preview.ts';
import { formReply } from './replies.ts';
import { searchJob } from './search.ts';
import { showJob } from './show.ts';
import { createCommand, menuEntry, startAction, startJob } from './start.ts';
import { statusActions, withdrawJob } from './status/actions.ts';
import { definitionChanged, instanceChanged, taskChanged } from './status/events.ts';
import { refreshJob } from './status/refresh.ts';
import { submitJob } from './submit.ts';

/** Starting approvals: a list, a form, and a card that follows the approval to its end. */
export const createFeature = (parts: CreateParts): Feature => ({
  commands: [createCommand(parts)],
  actions: { 'create.start': startAction(parts), ...formActions(parts), ...statusActions(parts) },
  reply: formReply(parts),
  events: {
    'application.bot.menu_v6': menuEntry(parts),
    approval_instance: instanceChanged(parts),
    approval_task: taskChanged(),
    'approval.approval.updated_v4': definitionChanged(),
  },
  jobs: {
    [queues.start]: startJob(parts),
    [queues.open]: openJob(parts),
    [queues.show]: showJob(parts),
    [queues.search]: searchJob(parts),
    [queues.preview]: previewJob(parts),
    [queues.submit]: submitJob(parts),
    [queues.people]: peopleJob(parts),
    [queues.expire]: expireJob(parts),
    [queues.withdraw]: withdrawJob(parts),
    [queues.refresh]: refreshJob(parts),
  },
  bulk: { [queues.attach]: attachJob(parts) },
});
