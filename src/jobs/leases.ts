import type { Db } from '../store/db.ts';
import { isForgotten } from '../store/time/forgetting.ts';
import type { Claim } from './end.ts';
import { JOBS_CHANNEL } from './queue.ts';

export const LEASE_MS = 30_000;
/** How often a living worker extends its leases. */
export const EXTEND_EVERY_MS = LEASE_MS / 3;
const KEEP_MS = 7 * 24 * 3_600_000;

/** A platform call is given up after this, so that of a worker that died may be under way for as long. */
export const LAST_CALL_MS = 10_000;

/** Extends the leases of these attempts; returns the ids of the jobs that are still theirs. */
export async function extendLeases(db: Db, jobs: Claim[]): Promise<Set<number>> {
  return db.transaction(async (tx) => {
    const kept = new Set<number>();
    // In the order of their ids: two transactions that lock the same rows in different orders would block each other.
    for (const job of [...jobs].sort((a, b) => a.id - b.id)) {
      const extended = await tx.run(
        `update job set lease_until = now_ms() + $3 where id = $1 and attempts = $2 and state = 'running'`,
        job.id,
        job.attempts,
        LEASE_MS,
      );
      if (extended === 1) kept.add(job.id);
    }
    return kept;
  });
}

/**
 * At the start on a database that nobody else can use, whatever is running belongs to a process that died: no need to
 * wait for its lease, only for the last call it may have made: it began before now, and before the next extension.
 */
export async function freeOrphans(db: Db): Promise<void> {
  if (!db.exclusive) return;
  await db.run(
    `update job set state = 'ready', deaths = deaths + 1, suspicion = suspicion + 1, error = 'the process died',
     run_at = ${db.dialect.greatest}(now_ms(),
       case when lease_until - $1 < now_ms() + $2 then lease_until - $1 else now_ms() + $2 end),
     lease_until = null where state = 'running'`,
    LEASE_MS - EXTEND_EVERY_MS - LAST_CALL_MS,
    LAST_CALL_MS,
  );
}

/** Frees the jobs of workers that died, as suspects, and forgets what ended more than 7 days ago. */
export async function sweepJobs(db: Db): Promise<void> {
  await db.transaction(async (tx) => {
    const freed = await tx.run(
      `with lost as materialized (
         select id from job where state = 'running' and lease_until < now_ms() ${db.dialect.skipLocked})
       update job set state = 'ready', run_at = now_ms(), deaths = deaths + 1, suspicion = suspicion + 1,
       lease_until = null, error = 'the worker died or lost its lease' where id in (select id from lost)`,
    );
    if (freed > 0) tx.notify(JOBS_CHANNEL);
    await tx.run(
      `with old as materialized (
         select id from job where state = 'done' and ${isForgotten('ended_at', '$1')}
         order by ended_at limit 5000 ${db.dialect.skipLocked})
       delete from job where id in (select id from old)`,
      KEEP_MS,
    );
  });
}
