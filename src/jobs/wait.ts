import type { Clock } from '../lib/clock.ts';
import type { Db, Tx } from '../store/db.ts';

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
  const placeholders = queues.map((_, index) => `$${index + 3}`).join(', ');
  const open = `select 1 from job where queue in (${placeholders}) and id > $1 and id <= $2
    and (state = 'running' or (state = 'ready' and run_at <= now_ms() + 60000)) limit 1`;
  while ((await db.all(open, after, upTo, ...queues)).length > 0) await clock.sleep(500);
}
