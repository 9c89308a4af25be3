import type { JobHandler } from '../../jobs/perform.ts';
import { DAY_MS } from '../../lib/clock.ts';
import { findThirdParty, type ThirdPartyRecord } from '../../store/tables/third-party-instances.ts';
import { lookUpPeople } from '../instance/people.ts';
import { keepReadModel } from '../instance/read-model.ts';
import { holdState } from '../instance/state.ts';
import { givenQueue } from '../sync/outcome-queues.ts';
import type { AnnounceDeps } from './deps.ts';
import { tellAll } from './update-notices.ts';

/**
 * The job that lets people know what Feishu has been given: only then what they are told of is there. It looks at the
 * instance as it is when it runs, so that repetitions and whatever was overtaken tell nobody anything.
 */
export function givenJob(
  deps: Pick<AnnounceDeps, 'audience' | 'cards' | 'clock' | 'db' | 'directory' | 'log' | 'summaries'>,
): JobHandler {
  const { db, clock } = deps;
  return givenQueue.handler({
    patienceMs: DAY_MS,
    async run({ payload: { instanceId } }) {
      const record = await findThirdParty(db, instanceId);
      if (!record) return undefined;
      await lookUpPeople(deps, concerned(record));
      return async (tx) => {
        const state = await holdState(tx, instanceId);
        if (!state) return;
        await keepReadModel(tx, clock, state);
        await tellAll(tx, deps, state);
      };
    },
  });
}

/** Those who may be told of something, or are shown. */
const concerned = ({ whole }: ThirdPartyRecord) => [
  whole,
  ...(whole.task_list ?? []).filter((task) => task.status === 'PENDING'),
  ...(whole.cc_list ?? []),
];
