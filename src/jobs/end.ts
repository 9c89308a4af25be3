import type { Tx } from '../store/db.ts';
import { CONDEMNED, ENDED_ONE_ALONE } from './outcome.ts';
import type { Job } from './queue.ts';

/** The claimer has lost its lease: somebody else may have the job, so nothing of this attempt may be written. */
export class LeaseLost extends Error {}

/** One attempt at a job. */
export type Claim = Pick<Job, 'id' | 'attempts'>;

export const finishJob = (tx: Tx, job: Claim) =>
  fenced(tx, job, `state = 'done', ended_at = now_ms(), error = null`);

/** Puts the job back without counting a failure, for instance when a limit asks for patience. */
export const postponeJob = (tx: Tx, job: Claim, delayMs: number, suspicion = 0) =>
  fenced(tx, job, `state = 'ready', run_at = now_ms() + $3, suspicion = $4`, Math.ceil(delayMs), suspicion);

/** Puts back a job whose attempt has not ended: nothing is known of it. */
export const handBackJob = (tx: Tx, job: Claim, delayMs: number) =>
  fenced(tx, job, `state = 'ready', run_at = now_ms() + $3`, delayMs);

export const failJob = (tx: Tx, job: Claim, delayMs: number, error: string, suspicion = 0) =>
  fenced(
    tx,
    job,
    `state = 'ready', run_at = now_ms() + $3, failures = failures + 1, error = $4, suspicion = $5`,
    delayMs,
    error,
    suspicion,
  );

export const quarantineJob = (tx: Tx, job: Claim, error: string) =>
  fenced(tx, job, `state = 'quarantined', ended_at = now_ms(), failures = failures + 1, error = $3`, error);

/**
 * Not fenced: what has held up a process for so long that it lost its lease must not hold up those who have got it since.
 * Where it runs already, the end of that process is the last.
 */
export async function condemnJob(tx: Tx, { id }: Claim): Promise<void> {
  await tx.run(
    `update job set suspicion = case when state = 'running' then $2 else $3 end
     where id = $1 and ((state = 'running' and suspicion < $2) or (state = 'ready' and suspicion < $3))`,
    id,
    ENDED_ONE_ALONE,
    CONDEMNED,
  );
}

async function fenced(tx: Tx, job: Claim, change: string, ...params: (string | number)[]) {
  const changed = await tx.run(
    `update job set ${change}, lease_until = null where id = $1 and attempts = $2 and state = 'running'`,
    job.id,
    job.attempts,
    ...params,
  );
  if (changed !== 1) throw new LeaseLost(`job ${job.id} is no longer ours`);
}
