import { type Db, one, type Row } from '../store/db.ts';
import { LEASE_MS } from './leases.ts';
import { ENDED_ONE_ALONE } from './outcome.ts';
import type { Job } from './queue.ts';

interface Claimed extends Row {
  id: number;
  queue: string;
  key: string;
  payload: string;
  attempts: number;
  failures: number;
  deaths: number;
  suspicion: number;
  age_ms: number;
  cause: string | null;
}

const CLAIM = `update job set state = 'running', attempts = attempts + 1, lease_until = now_ms() + $1
  where id in (select id from due)
  returning id, queue, key, payload, attempts, failures, deaths, suspicion, now_ms() - created_at as age_ms, cause`;

const asJob = ({ age_ms, payload, cause, ...row }: Claimed): Job => ({
  ...row,
  ageMs: Number(age_ms),
  payload: JSON.parse(payload),
  cause: cause === null ? undefined : JSON.parse(cause),
});

/** So many slots one person has at a time, and no more: whoever comes next finds one free. */
export const FEW = 4;

/**
 * Hands out up to `limit` due jobs of these queues, oldest first, each under a lease of 30 s; no suspects, and nobody's who
 * has got their share: `held` says how many each person has already.
 */
export async function claimJobs(
  db: Db,
  queues: string[],
  limit: number,
  held: Record<string, number> = {},
  share = FEW,
): Promise<Job[]> {
  const has = heldBy(db, '$3');
  // One step down the index for each queue, however many jobs of others are due.
  const ready = queues.map(
    (_, index) => `select * from (
       select id, run_at, person from job
       where state = 'ready' and queue = $${index + 4} and run_at <= now_ms() and suspicion = 0
       and (person is null or ${has} < ${share})
       order by run_at, id limit $2 ${db.dialect.skipLocked}) of_queue_${index}`,
  );
  const rows = await db.all<Claimed>(
    `with ready as materialized (${ready.join(' union all ')}),
     due as materialized (
       select id from (
         select id, run_at, person, row_number() over (partition by person order by run_at, id) as turn from ready
       ) in_turn where person is null or turn + ${has} <= ${share} order by run_at, id limit $2)
     ${CLAIM}`,
    LEASE_MS,
    limit,
    JSON.stringify(held),
    ...queues,
  );
  return rows.sort((a, b) => a.id - b.id).map(asJob);
}

/** The queues in which a job is due: a step down the index for each that has any, however many they are. */
export async function dueQueues(db: Db): Promise<Set<string>> {
  const rows = await db.all<{ queue: string }>(
    `with recursive waiting(queue) as (
       select min(queue) from job where state = 'ready'
       union all
       select (select min(queue) from job where state = 'ready' and queue > waiting.queue)
       from waiting where queue is not null)
     select queue from waiting where queue is not null
     and (select min(run_at) from job where state = 'ready' and queue = waiting.queue) <= now_ms()`,
  );
  return new Set(rows.map(({ queue }) => queue));
}

/** How many the person of a row has, according to `held` in this parameter. */
const heldBy = ({ dialect }: Db, parameter: string) =>
  `coalesce(cast(${dialect.json(parameter)} ->> person as integer), 0)`;

/** Whether any job of these queues, but those of people who have got their share, has been due for so long. */
export async function isDueFor(
  db: Db,
  ms: number,
  queues: string[],
  held: Record<string, number>,
  share = FEW,
) {
  const placeholders = queues.map((_, index) => `$${index + 3}`).join(', ');
  const sql = `select 1 as there from job where state = 'ready' and queue in (${placeholders}) and run_at <= now_ms() - $1
    and (person is null or ${heldBy(db, '$2')} < ${share}) limit 1`;
  return (await one(db, sql, ms, JSON.stringify(held), ...queues)) !== undefined;
}

/** What has ended a process while alone there may be handed out in one that is steady only. */
const dueSuspect = (queues: string[], first: number) =>
  `from job where state = 'ready' and suspicion > 0 and suspicion <> $${first} and run_at <= now_ms()
   and queue in (${queues.map((_, index) => `$${first + 1 + index}`).join(', ')})`;
const withheld = (isSteady: boolean) => (isSteady ? 0 : ENDED_ONE_ALONE);

/** Hands out one due suspect of these queues: what least speaks against, first. It must run with nothing beside it. */
export async function claimSuspect(db: Db, queues: string[], isSteady: boolean): Promise<Job | undefined> {
  const row = await one<Claimed>(
    db,
    `with due as materialized (
       select id ${dueSuspect(queues, 2)} order by suspicion, run_at, id limit 1 ${db.dialect.skipLocked})
     ${CLAIM}`,
    LEASE_MS,
    withheld(isSteady),
    ...queues,
  );
  return row && asJob(row);
}

/** Whether `claimSuspect` would find one. */
export async function suspectsWait(db: Db, queues: string[], isSteady: boolean): Promise<boolean> {
  const sql = `select 1 as there ${dueSuspect(queues, 1)} limit 1`;
  return (await one(db, sql, withheld(isSteady), ...queues)) !== undefined;
}
