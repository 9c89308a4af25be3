import type { Tx } from '../db.ts';
import { recordOf, type ThirdPartyRecord } from './third-party-instances.ts';
import { SYNC_KEY } from './third-party-sync.ts';

/** The instances of a definition that Feishu has refused. */
export async function refusedOf(tx: Tx, approvalCode: string): Promise<ThirdPartyRecord[]> {
  const rows = await tx.all(
    `select * from external_instance where state = 'refused' and approval_code = $1`,
    approvalCode,
  );
  return rows.map(recordOf);
}

/** Up to `limit` instances that Feishu has been given since they were compared, and a minute ago or earlier. */
export async function uncheckedThirdParty(db: Pick<Tx, 'all'>, limit: number): Promise<ThirdPartyRecord[]> {
  const rows = await db.all(
    `select * from external_instance where given_revision > checked_revision and given_revision = revision
     and state = 'synchronised' and given_at <= now_ms() - 60000 order by given_at limit $1`,
    limit,
  );
  return rows.map(recordOf);
}

/**
 * Up to `limit` instances of which Feishu lacks what people have added, though no job of `queue` will bring it: its call
 * has failed for good. Those that were given again `repairs` times are left out.
 */
export async function behindThirdParty(
  db: Pick<Tx, 'all'>,
  { queue, repairs, limit }: { queue: string; repairs: number; limit: number },
): Promise<ThirdPartyRecord[]> {
  const rows = await db.all(
    `select * from external_instance where given_revision < revision and state = 'synchronised' and repairs < $2
     and not exists (select 1 from job where job.queue = $1 and job.key = ${SYNC_KEY}
       and job.state in ('ready', 'running'))
     order by accepted_at limit $3`,
    queue,
    repairs,
    limit,
  );
  return rows.map(recordOf);
}

/** Counts one more time that an instance is given again, since it was pushed or found to be as it should. */
export async function noteRepair(tx: Tx, instanceId: string): Promise<void> {
  await tx.run('update external_instance set repairs = repairs + 1 where instance_id = $1', instanceId);
}

/** Notes that Feishu has this revision as it should. */
export async function markChecked(tx: Tx, instanceId: string, revision: number): Promise<void> {
  await tx.run(
    'update external_instance set checked_revision = $2, repairs = 0 where instance_id = $1 and revision = $2',
    instanceId,
    revision,
  );
}

/** Notes one more difference, and the time that Feishu has: the next call must be newer. */
export async function noteDifference(tx: Tx, instanceId: string, theirs: number): Promise<void> {
  await noteRepair(tx, instanceId);
  await tx.run(
    `update external_instance set tried_time = case when tried_time < $2 then $2 else tried_time end
     where instance_id = $1`,
    instanceId,
    theirs,
  );
}

/** Up to `limit` instances after this one, in the order of their ids; of one system, or of all. */
export async function thirdPartyAfter(
  db: Pick<Tx, 'all'>,
  { after, limit, system }: { after: string; limit: number; system: string | undefined },
): Promise<ThirdPartyRecord[]> {
  const rows = await db.all(
    `select * from external_instance where instance_id > $1 and (system = $3 or $3 = '') order by instance_id limit $2`,
    after,
    limit,
    system ?? '',
  );
  return rows.map(recordOf);
}
