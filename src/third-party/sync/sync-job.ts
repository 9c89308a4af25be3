import { concernsBot, FeishuRefusal, isLimit, mayPass } from '../../feishu/gateway/errors.ts';
import type { JobHandler, Writes } from '../../jobs/perform.ts';
import type { Job } from '../../jobs/queue.ts';
import { HOUR_MS } from '../../lib/clock.ts';
import { Postpone } from '../../lib/outcome.ts';
import type { Tx } from '../../store/db.ts';
import { addedCcs, noteGivenCcs, readMarks } from '../../store/tables/third-party-ccs.ts';
import { realCodeOf } from '../../store/tables/third-party-definitions.ts';
import {
  findThirdParty,
  nextRevision,
  type ThirdPartyRecord,
} from '../../store/tables/third-party-instances.ts';
import {
  lockThirdParty,
  noteAttempt,
  noteGiven,
  noteRefused,
  unlockThirdParty,
} from '../../store/tables/third-party-sync.ts';
import type { ThirdPartyDeps } from '../deps.ts';
import { announceGiven, announceRefused } from './outcome-queues.ts';
import { compose, type Outgoing } from './outgoing.ts';
import { mayBeAboutPeople, namingThem, strangersIn } from './strangers.ts';
import { addSync, syncQueue } from './sync-queue.ts';

interface Begun {
  record: ThirdPartyRecord;
  call: Outgoing;
}

/**
 * The job that brings an instance to Feishu. One call at a time about one instance: it carries whatever is pending by
 * then, so that of a burst the first and the last jobs have something to do.
 */
export function syncJob(deps: Pick<ThirdPartyDeps, 'db' | 'directory' | 'log' | 'thirdParty'>): JobHandler {
  const { db, thirdParty } = deps;
  return syncQueue.handler({
    patienceMs: 24 * HOUR_MS,
    async run(job) {
      const { instanceId, revision } = job.payload;
      const begun = await db.transaction((tx) => begin(tx, instanceId, revision, job));
      if (begun === 'busy') throw new Postpone(1_000, 'another call about this instance is under way');
      if (!begun) return undefined;
      try {
        await thirdParty.sync(begun.call.body);
        return settled(begun, job);
      } catch (error) {
        await unlockThirdParty(db, instanceId, job.id);
        throw inPatience(await named(deps, begun.record, error), job.ageMs);
      }
    },
    async gaveUp(job, error, tx) {
      const { instanceId, revision } = job.payload;
      const code = error instanceof FeishuRefusal ? error.code : 0;
      const message = error instanceof Error ? error.message : String(error);
      await unlockThirdParty(tx, instanceId, job.id);
      await noteRefused(tx, instanceId, { revision, code, message });
      await announceRefused(tx, { instanceId, revision });
    },
  });
}

/**
 * Nothing is lost by a repetition: the whole of the instance goes, under its own time. Busy is also what Feishu answers to some mistakes, and each call counts in a free tenant's month: so it is asked again
 * after as long as it has been asked for, up to an hour. So is what an operator has to mend: the system can't.
 */
function inPatience(error: unknown, ageMs: number): unknown {
  const passes = error instanceof FeishuRefusal && !isLimit(error) && mayPass(error);
  if (!passes && !concernsBot(error)) return error;
  return new Postpone(Math.min(HOUR_MS, Math.max(2_000, ageMs)), error.message, error);
}

/** Feishu refuses the whole for one person, whom it does not name: the fields of those whom it may be are added. */
async function named(
  { directory, log }: Pick<ThirdPartyDeps, 'directory' | 'log'>,
  record: ThirdPartyRecord,
  error: unknown,
) {
  if (!mayBeAboutPeople(error)) return error;
  try {
    const fields = await strangersIn(directory, record.pending ?? record.whole);
    return fields.length > 0 ? namingThem(error, fields) : error;
  } catch (err) {
    log.warn({ err, instance_id: record.instanceId }, 'whom Feishu may not know can not be found out');
    return error;
  }
}

/** Takes the instance, and writes down what is about to be sent; undefined when Feishu has it already. */
async function begin(
  tx: Tx,
  instanceId: string,
  revision: number,
  { id }: Pick<Job, 'id'>,
): Promise<Begun | 'busy' | undefined> {
  const known = await findThirdParty(tx, instanceId);
  if (!known || known.givenRevision >= revision) return undefined;
  const record = await lockThirdParty(tx, instanceId, id);
  if (!record) return 'busy';
  const approvalCode = await realCodeOf(tx, record.approvalCode);
  const call = compose(
    { ...record, approvalCode },
    await addedCcs(tx, instanceId),
    await readMarks(tx, instanceId),
  );
  await noteAttempt(tx, instanceId, record.revision, call.time);
  return { record, call };
}

const settled =
  ({ record: { instanceId, revision }, call }: Begun, job: Pick<Job, 'id'>): Writes =>
  async (tx) => {
    await noteGiven(tx, instanceId, { revision, time: call.time, left: call.left });
    await noteGivenCcs(tx, instanceId, call);
    await announceGiven(tx, { instanceId, revision, withAdded: call.given.length > 0 });
    await unlockThirdParty(tx, instanceId, job.id);
    if (call.more) await addSync(tx, { instanceId, revision: await nextRevision(tx, instanceId) });
  };
