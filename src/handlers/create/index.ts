import type { Feature } from '../../dispatch/feature.ts';
import { attachJob } from './attach.ts';
import { formActions } from './clicks.ts';
import type { CreateDeps } from './deps.ts';
import { expireJob } from './expire.ts';
import { openJob } from './open.ts';
import { peopleJob } from './people.ts';
import { previewJob } from './preview.ts';
import { queues } from './queues.ts';
import { formReply } from './replies.ts';
import { searchJob } from './search.ts';
import { answerSentence, sentenceJob } from './sentence.ts';
import { showJob } from './show.ts';
import { createCommand, createEntry, startAction, startJob } from './start.ts';
import { statusActions, withdrawJob } from './status/actions.ts';
import { definitionChanged, instanceChanged, taskChanged } from './status/events.ts';
import { refreshJob } from './status/refresh.ts';
import { submitJob } from './submit.ts';

/** Starting approvals: a list, a form, and a card that follows the approval to its end. */
export const createFeature = (deps: CreateDeps): Feature => ({
  commands: [createCommand(deps)],
  actions: [startAction(deps), ...formActions(deps), ...statusActions(deps)],
  reply: formReply(deps),
  sentence: answerSentence,
  entries: { create: createEntry(deps) },
  events: {
    approval_instance: instanceChanged(deps),
    approval_task: taskChanged(),
    'approval.approval.updated_v4': definitionChanged(),
  },
  jobs: {
    [queues.start.name]: startJob(deps),
    [queues.sentence.name]: sentenceJob(deps),
    [queues.open.name]: openJob(deps),
    [queues.show.name]: showJob(deps),
    [queues.search.name]: searchJob(deps),
    [queues.preview.name]: previewJob(deps),
    [queues.submit.name]: submitJob(deps),
    [queues.people.name]: peopleJob(deps),
    [queues.expire.name]: expireJob(deps),
    [queues.withdraw.name]: withdrawJob(deps),
    [queues.refresh.name]: refreshJob(deps),
  },
  bulk: { [queues.attach.name]: attachJob(deps) },
});
