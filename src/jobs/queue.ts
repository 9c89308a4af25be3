import type { Clock } from '../clock.ts';
import type { Db, Tx } from '../store/db.ts';

export interface NewJob {
  queue: string;
  /** Unique in its queue: adding the same key again adds nothing. */
  key: string;
  payload: unknown;
  /** Not before this time, Unix ms; at once by default. */
  runAt?: number;
}

export interface Job {
  id: number;
  queue: string;
  key: string;
  payload: unknown;
  /** How often it was handed out, and the fencing token of this time. */
  attempts: number;
  /** How often it failed. */
  failures: number;
  /** How often its worker died. */
  deaths: number;
  /** Unix ms. */
  createdAt: number;
}

export const LEASE_MS = 30_000;
const KEEP_MS = 7 * 24 * 3_600_000;
export const JOBS_CHANNEL = 'jobs';

/** Adds a job in the caller's transaction; false when the key is known already. */
export async function addJob(tx: Tx, job: NewJob): Promise<boolean> {
  const added = await tx.run(
    `insert into job (queue, key, payload, state, run_at, created_at)
     values ($1, $2, $3, 'ready', coalesce($4, now_ms()), now_ms()) on conflict (queue, key) do nothing`,
    job.queue,
    job.key,
    JSON.stringify(job.payload),
    job.runAt ?? null,
  );
  if (added) tx.notify(JOBS_CHANNEL);
  return added > 0;
}

/** Takes back a job that nobody has begun; false when it runs or has run. */
export async function withdrawJob(tx: Tx, queue: string, key: string): Promise<boolean> {
  const gone = await tx.run(
    `delete from job where queue = $1 and key = $2 and state = 'ready' and attempts = 0`,
    queue,
    key,
  );
  return gone === 1;
}

/** Keeps something that can't be worked on, with the reason, where an operator can find it. */
export async function addQuarantined(tx: Tx, job: NewJob, reason: string): Promise<boolean> {
  const added = await tx.run(
    `insert into job (queue, key, payload, state, run_at, created_at, ended_at, error)
     values ($1, $2, $3, 'quarantined', now_ms(), now_ms(), now_ms(), $4) on conflict (queue, key) do nothing`,
    job.queue,
    job.key,
    JSON.stringify(job.payload),
    reason,
  );
  return added > 0;
}

/** Hands out up to `limit` due jobs of these queues, oldest first, each under a lease of 30 s. */
export async function claimJobs(db: Db, queues: string[], limit: number): Promise<Job[]> {
  // One step down the index for each queue, however many jobs of others are due.
  const due = queues.map(
    (_, index) => `select * from (
       select id, run_at from job where state = 'ready' and queue = $${index + 3} and run_at <= now_ms()
       order by run_at, id limit $2 ${db.dialect.skipLocked}) of_queue_${index}`,
  );
  const rows = await db.all<{
    id: number;
    queue: string;
    key: string;
    payload: string;
    attempts: number;
    failures: number;
    deaths: number;
    created_at: number;
  }>(
    `with due as materialized (
       select id from (${due.join(' union all ')}) of_all order by run_at, id limit $2)
     update job set state = 'running', attempts = attempts + 1, lease_until = now_ms() + $1
     where id in (select id from due)
     returning id, queue, key, payload, attempts, failures, deaths, created_at`,
    LEASE_MS,
    limit,
    ...queues,
  );
  return rows
    .sort((a, b) => a.id - b.id)
    .map(({ created_at, payload, ...row }) => ({
      ...row,
      createdAt: Number(created_at),
      payload: JSON.parse(payload),
    }));
}

/** The claimer has lost its lease: somebody else may have the job, so nothing of this attempt may be written. */
export class LeaseLost extends Error {}

type Claim = Pick<Job, 'id' | 'attempts'>;

export const finishJob = (tx: Tx, job: Claim) =>
  fenced(tx, job, `state = 'done', ended_at = now_ms(), error = null`);

/** Puts the job back without counting a failure, for instance when a limit asks for patience. */
export const postponeJob = (tx: Tx, job: Claim, delayMs: number) =>
  fenced(tx, job, `state = 'ready', run_at = now_ms() + $3`, Math.ceil(delayMs));

export const failJob = (tx: Tx, job: Claim, delayMs: number, error: string) =>
  fenced(
    tx,
    job,
    `state = 'ready', run_at = now_ms() + $3, failures = failures + 1, error = $4`,
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

export async function extendLeases(db: Db, jobs: Claim[]): Promise<void> {
  await db.transaction(async (tx) => {
    // In the order of their ids: two transactions that lock the same rows in different orders would block each other.
    for (const job of [...jobs].sort((a, b) => a.id - b.id))
      await tx.run(
        `update job set lease_until = now_ms() + $3 where id = $1 and attempts = $2 and state = 'running'`,
        job.id,
        job.attempts,
        LEASE_MS,
      );
  });
}

/** How long a platform call of a worker that died may still be under way. */
export const LAST_CALL_MS = 10_000;

/**
 * At the start on a database that nobody else can use, whatever is running belongs to a process that died: no need to
 * wait for its lease, only for the last call it may have made.
 */
export async function freeOrphans(db: Db): Promise<void> {
  if (!db.exclusive) return;
  await db.run(
    `update job set state = 'ready', deaths = deaths + 1, error = 'the process died',
     run_at = ${db.dialect.greatest}(now_ms(), lease_until - $1), lease_until = null where state = 'running'`,
    LEASE_MS - LAST_CALL_MS,
  );
}

/** Frees the jobs of workers that died and forgets what ended more than 7 days ago. */
export async function sweepJobs(db: Db): Promise<void> {
  await db.transaction(async (tx) => {
    const freed = await tx.run(
      `with lost as materialized (
         select id from job where state = 'running' and lease_until < now_ms() ${db.dialect.skipLocked})
       update job set state = 'ready', run_at = now_ms(), deaths = deaths + 1, lease_until = null,
       error = 'the worker died or lost its lease' where id in (select id from lost)`,
    );
    if (freed > 0) tx.notify(JOBS_CHANNEL);
    await tx.run(
      `with old as materialized (
         select id from job where state = 'done' and ended_at < now_ms() - $1 order by ended_at limit 5000 ${db.dialect.skipLocked})
       delete from job where id in (select id from old)`,
      KEEP_MS,
    );
  });
}

/** The id of the job that was added last; 0 when there is none. */
export async function latestJob(db: Pick<Tx, 'all'>): Promise<number> {
  const [row] = await db.all<{ id: number | null }>('select max(id) as id from job');
  return Number(row?.id ?? 0);
}

/** Which jobs are meant: those of some queues, with ids after one and up to another. */
export interface JobRange {
  queues: string[];
  after: number;
  upTo: number;
}

/** Resolves once none of these jobs runs or is due; those put off to later are not waited for. */
export async function untilIdle(db: Db, { queues, after, upTo }: JobRange, clock: Clock): Promise<void> {
  const places = queues.map((_, index) => `$${index + 3}`).join(', ');
  const open = `select 1 from job where queue in (${places}) and id > $1 and id <= $2
    and (state = 'running' or (state = 'ready' and run_at <= now_ms() + 60000)) limit 1`;
  while ((await db.all(open, after, upTo, ...queues)).length > 0) await clock.sleep(500);
}
