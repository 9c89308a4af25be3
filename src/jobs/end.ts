import type { Tx } from '../store/db.ts';
import type { Job } from './queue.ts';

/** The claimer has lost its lease: somebody else may have the job, so nothing of this attempt may be written. */
export class LeaseLost extends Error {}

/** One attempt at a job. */
export type Claim = Pick<Job, 'id' | 'attempts'>;

export const finishJob = (tx: Tx, job: Claim) =>
  fenced(tx, job, `state = 'done', ended_at = now_ms(), error = null`);

/** Puts the job back without counting a failure, for instance when a limit asks for patience. */
export const postponeJob = (tx: Tx, job: Claim, delayMs: number) =>
  fenced(tx, job, `state = 'ready', run_at = now_ms() + $3, suspicion = 0`, Math.ceil(delayMs));

/** Puts back a job whose attempt has not ended: nothing is known of it. */
export const handBackJob = (tx: Tx, job: Claim, delayMs: number) =>
  fenced(tx, job, `state = 'ready', run_at = now_ms() + $3`, delayMs);

export const failJob = (tx: Tx, job: Claim, delayMs: number, error: string) =>
  fenced(
    tx,
    job,
    `state = 'ready', run_at = now_ms() + $3, failures = failures + 1, error = $4, suspicion = 0`,
    delayMs,
    error,
  );

export const quarantineJob = (tx: Tx, job: Claim, error: string) =>
  fenced(tx, job, `state = 'quarantined', ended_at = now_ms(), failures = failures + 1, error = $3`, error);

async function fenced(tx: Tx, job: Claim, change: string, ...params: (string | number)[]) {
  const changed = await tx.run(
    `update job set ${change}, lease_until = null where id = $1 and attempts = $2 and state = 'running'`,
    job.id,
    job.attempts,
    ...params,
  );
  if (changed !== 1) throw new LeaseLost(`job ${job.id} is no longer ours`);
}
