import { isUnreadable } from '../../feishu/approvals.ts';
import type { TimedInstance } from '../../feishu/third-party-approvals.ts';
import { MINUTE_MS } from '../../lib/clock.ts';
import {
  behindThirdParty,
  markChecked,
  uncheckedThirdParty,
} from '../../store/tables/third-party-comparison.ts';
import type { ThirdPartyRecord } from '../../store/tables/third-party-instances.ts';
import type { ThirdPartyDeps } from '../deps.ts';
import { sendBehind, sendWhole } from './repair.ts';
import { syncQueue } from './sync-queue.ts';

export const RECONCILE_EVERY_MS = 5 * MINUTE_MS;
const AT_ONCE = 50;
/** As often as this in a row the same difference is mended; then somebody has to look. */
const MOST_REPAIRS = 3;

/**
 * Compares what Feishu was given since the last time with what it has, and gives it once more what differs, and what it
 * could not be given of the copies and marks that people have added.
 */
export function reconciliation({
  db,
  thirdParty,
  log,
}: Pick<ThirdPartyDeps, 'db' | 'thirdParty' | 'log'>): () => Promise<void> {
  async function settle(record: ThirdPartyRecord, theirs: TimedInstance | undefined): Promise<void> {
    const ids = { system: record.system, instance_id: record.instanceId };
    // What was deleted Feishu may forget.
    const forgotten = record.whole.status === 'DELETED' && theirs?.updateTime === 0;
    if (theirs && !forgotten && record.repairs < MOST_REPAIRS) {
      log.warn(
        { ...ids, theirs: theirs.updateTime },
        'Feishu has a third-party instance otherwise: sent again',
      );
      const difference = { theirs: theirs.updateTime, thorough: false };
      return db.transaction((tx) => sendWhole(tx, record, difference));
    }
    const advice = 'look at it with `external check`';
    if (theirs && !forgotten)
      log.error({ ...ids, advice }, 'Feishu keeps having a third-party instance otherwise');
    return db.transaction((tx) => markChecked(tx, record.instanceId, record.revision));
  }

  /** Feishu refuses many because of one: the others are asked about one by one, or that one would be in the way for ever. */
  async function ask(records: ThirdPartyRecord[]): Promise<TimedInstance[]> {
    try {
      return await thirdParty.differing(records.map(timesOf));
    } catch (error) {
      const [{ system, instanceId }] = records as [ThirdPartyRecord];
      if (!isUnreadable(error)) throw error;
      if (records.length > 1) return askEach(records);
      const ids = { system, instance_id: instanceId, err: error };
      log.error(ids, 'Feishu does not compare a third-party instance');
      return [];
    }
  }

  async function askEach(records: ThirdPartyRecord[]): Promise<TimedInstance[]> {
    const found: TimedInstance[] = [];
    for (const record of records) found.push(...(await ask([record])));
    return found;
  }

  async function mendBehind(): Promise<void> {
    const most = { queue: syncQueue.name, repairs: MOST_REPAIRS, limit: AT_ONCE };
    for (const record of await behindThirdParty(db, most)) {
      const ids = { system: record.system, instance_id: record.instanceId, reason: record.error?.message };
      log.warn(ids, 'what people have added to a third-party instance has not got there: sent again');
      await db.transaction((tx) => sendBehind(tx, record));
    }
  }

  return async () => {
    await mendBehind();
    for (;;) {
      const records = await uncheckedThirdParty(db, AT_ONCE);
      if (records.length === 0) return;
      const differing = new Map((await ask(records)).map((one) => [one.id, one]));
      for (const record of records) await settle(record, differing.get(record.instanceId));
    }
  };
}

const timesOf = ({ instanceId, givenTime, whole }: ThirdPartyRecord): TimedInstance => ({
  id: instanceId,
  updateTime: givenTime,
  tasks: (whole.task_list ?? []).map((task) => ({ id: task.task_id, updateTime: Number(task.update_time) })),
});
