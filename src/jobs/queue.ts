import { type Cause, currentCause } from '../lib/trace.ts';
import type { Tx } from '../store/db.ts';

export interface NewJob {
  queue: string;
  /** Unique in its queue: adding the same key again adds nothing. */
  key: string;
  payload: unknown;
  /** Not before this time, Unix ms; at once by default. */
  runAt?: number;
  /** Whatever the caller is being done for, by default. */
  cause?: Cause;
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
  /** How much speaks against it since it last ran alone to an end: see `ENDED_ONE_ALONE`. */
  suspicion: number;
  /** How long it had been due when it was handed out, ms by the database's clock: its queue's patience is with that. */
  ageMs: number;
  cause?: Cause | undefined;
}

export const JOBS_CHANNEL = 'jobs';

/** Adds a job in the caller's transaction; false when the key is known already. Its age begins when it is due. */
export async function addJob(tx: Tx, job: NewJob): Promise<boolean> {
  const cause = causeOf(job);
  const added = await tx.run(
    `insert into job (queue, key, payload, state, run_at, created_at, cause, person)
     values ($1, $2, $3, 'ready', coalesce($4, now_ms()), case when $4 > now_ms() then $4 else now_ms() end, $5, $6)
     on conflict (queue, key) do nothing`,
    job.queue,
    job.key,
    JSON.stringify(job.payload),
    job.runAt ?? null,
    cause ? JSON.stringify(cause) : null,
    personOf(cause) ?? null,
  );
  if (added) tx.notify(JOBS_CHANNEL);
  return added > 0;
}

function causeOf({ cause = currentCause(), runAt }: NewJob): Cause | undefined {
  if (runAt === undefined) return cause;
  return cause && { eventId: cause.eventId, person: cause.person };
}

/** For whom a job with this cause is done, as far as that looks like one of Feishu's ids. */
export const personOf = (cause: Cause | undefined): string | undefined =>
  /^[\w-]{1,64}$/.test(cause?.person ?? '') ? cause?.person : undefined;

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
