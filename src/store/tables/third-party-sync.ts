import type { Tx } from '../db.ts';
import type { ThirdPartyInstance } from '../third-party-document/documented.ts';
import { holdThirdParty, type ThirdPartyRecord } from './third-party-instances.ts';

/** The key of the job that gives Feishu a revision of an instance, and the same over the columns of `external_instance`. */
export const syncKey = (instanceId: string, revision: number): string => `${instanceId}:${revision}`;
export const SYNC_KEY = `external_instance.instance_id || ':' || external_instance.revision`;

/** Longer than all tries of a call take, with their waits. A job that was handed out again takes its own place over. */
const LOCK_MS = 180_000;
/** Feishu wants no quick succession of calls on one instance. */
const SPACING_MS = 1_000;

/** Takes the right to call Feishu about an instance; undefined while another job has it, or just had it. */
export async function lockThirdParty(
  tx: Tx,
  instanceId: string,
  jobId: number,
): Promise<ThirdPartyRecord | undefined> {
  const locked = await tx.run(
    `update external_instance set busy_by = $2, busy_until = now_ms() + $3
     where instance_id = $1 and (busy_until is null or busy_until <= now_ms() or busy_by = $2)`,
    instanceId,
    jobId,
    LOCK_MS,
  );
  return locked === 1 ? holdThirdParty(tx, instanceId) : undefined;
}

/** Gives the right back; the next call waits a moment. */
export async function unlockThirdParty(
  db: Pick<Tx, 'run'>,
  instanceId: string,
  jobId: number,
): Promise<void> {
  await db.run(
    `update external_instance set busy_by = null, busy_until = now_ms() + $3 where instance_id = $1 and busy_by = $2`,
    instanceId,
    jobId,
    SPACING_MS,
  );
}

/** Notes what is about to be sent, so that whatever comes of it, the next one is newer. */
export async function noteAttempt(tx: Tx, instanceId: string, revision: number, time: number): Promise<void> {
  await tx.run(
    'update external_instance set tried_revision = $2, tried_time = $3 where instance_id = $1',
    instanceId,
    revision,
    time,
  );
}

/**
 * Notes that Feishu has been given a revision under this update_time. What was pushed meanwhile stays pending; else what
 * is left over of it does.
 */
export async function noteGiven(
  tx: Tx,
  instanceId: string,
  given: { revision: number; time: number; left: ThirdPartyInstance | undefined },
): Promise<void> {
  await tx.run(
    `update external_instance set given_revision = $2, given_time = $3, given_at = now_ms(), error = null, error_code = null,
       state = case when revision = $2 and $5 = 0 then 'synchronised' else state end,
       pending = case when revision = $2 then $4 else pending end
     where instance_id = $1 and given_revision < $2`,
    instanceId,
    given.revision,
    given.time,
    given.left ? JSON.stringify(given.left) : null,
    given.left ? 1 : 0,
  );
}

/** Notes that Feishu refuses a revision for good. What is pending stays, for the next push to mend. */
export async function noteRefused(
  tx: Tx,
  instanceId: string,
  refused: { revision: number; code: number; message: string },
): Promise<void> {
  await tx.run(
    `update external_instance set error_code = $3, error = $4,
       state = case when revision = $2 and pending is not null then 'refused' else state end
     where instance_id = $1`,
    instanceId,
    refused.revision,
    refused.code,
    refused.message,
  );
}
