import type { Db } from '../store/db.ts';
import { LEASE_MS } from './leases.ts';
import type { Job } from './queue.ts';

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
    age_ms: number;
    cause: string | null;
  }>(
    `with due as materialized (
       select id from (${due.join(' union all ')}) of_all order by run_at, id limit $2)
     update job set state = 'running', attempts = attempts + 1, lease_until = now_ms() + $1
     where id in (select id from due)
     returning id, queue, key, payload, attempts, failures, deaths, now_ms() - created_at as age_ms, cause`,
    LEASE_MS,
    limit,
    ...queues,
  );
  return rows
    .sort((a, b) => a.id - b.id)
    .map(({ age_ms, payload, cause, ...row }) => ({
      ...row,
      ageMs: Number(age_ms),
      payload: JSON.parse(payload),
      cause: cause === null ? undefined : JSON.parse(cause),
    }));
}
