import { MINUTE_MS } from '../../lib/clock.ts';
import { one, type Tx } from '../../store/db.ts';
import { interval, type Limit, type Priority } from './limits.ts';

/** Nothing was taken because of one limit, perhaps the widest, which is queued for; that may have a place in `wait` ms. */
export interface Refused {
  taken: false;
  by: Limit;
  isWidest: boolean;
  wait: number;
}
/** Taken: they come in `wait` ms. */
export type Outcome = { taken: true; wait: number } | Refused;

/** Whose call asks, and how far ahead a place may lie that a person queues for, ms: a minute at most. */
export interface Who {
  priority: Priority;
  aheadMs?: number;
}

/** Places of the burst that bulk never takes, so that a person's call finds one at once. */
const keptForPeople = (burst: number) => Math.floor(burst / 4);
const seenBy = (priority: Priority, limit: Limit): Limit =>
  priority === 'bulk' ? { ...limit, burst: limit.burst - keptForPeople(limit.burst) } : limit;

const tolerance = (limit: Limit) => interval(limit) * (limit.burst - 1);

/** How long the whole burst takes when it is evenly spread. */
const span = (limit: Limit) => interval(limit) * limit.burst;

/** Nobody queues for longer. */
const LONGEST_MS = MINUTE_MS;

/**
 * The places of every limit, one row each: `theoretical_arrival` is when the next call would come if all were evenly
 * spread (GCRA). Rows are locked in the order of the limits, which has to be the same for all callers. One that lies
 * further ahead than anybody queues comes from a clock that was wrong: it counts as a burst that was just used.
 */
export function placesOf(greatest: string) {
  const number = (parameter: string) => `cast(${parameter} as double precision)`;
  const sane = (burst: string) =>
    `case when rate_limit.theoretical_arrival > now_ms() + ${LONGEST_MS} then now_ms() + ${number(burst)}
      else rate_limit.theoretical_arrival end`;
  const place = `insert into rate_limit (name, theoretical_arrival) values ($1, now_ms() + ${number('$2')})
    on conflict (name) do update set theoretical_arrival = ${greatest}(${sane('$4')}, now_ms()) + ${number('$2')}`;
  const next = `${place} where ${sane('$4')} + ${number('$2')} <= now_ms() + ${number('$5')}
    returning theoretical_arrival - ${number('$2')} - ${number('$3')} - now_ms() as wait`;
  const free = `${place} where ${sane('$4')} - ${number('$3')} <= now_ms() returning name`;
  const until = `update rate_limit set theoretical_arrival = ${sane('$3')} where name = $1
    returning theoretical_arrival - ${number('$2')} - now_ms() as wait`;
  const back = `update rate_limit set theoretical_arrival = theoretical_arrival - ${number('$2')} where name = $1`;
  const later = `update rate_limit set theoretical_arrival =
    ${greatest}(theoretical_arrival - ${number('$2')}, now_ms() + ${number('$3')}) + ${number('$2')} where name = $1`;

  const placed = (tx: Tx, sql: string, limit: Limit, ...more: number[]) =>
    one<{ wait?: number }>(tx, sql, limit.name, interval(limit), tolerance(limit), span(limit), ...more);

  async function refused(tx: Tx, by: Limit, taken: Limit[], isWidest: boolean): Promise<Refused> {
    for (const one of taken) await tx.run(back, one.name, interval(one));
    const row = await one<{ wait: number }>(tx, until, by.name, tolerance(by), span(by));
    const wait = Math.max(1, Math.ceil(row?.wait ?? 0));
    return { taken: false, by, isWidest, wait };
  }

  /** The widest limit is the one to queue for. What was taken of the others is used when that place comes. */
  async function takeNext(tx: Tx, widest: Limit, taken: Limit[], aheadMs: number): Promise<Outcome> {
    const row = await placed(tx, next, widest, aheadMs);
    if (!row) return refused(tx, widest, taken, true);
    const ahead = Math.max(0, Math.ceil(row.wait ?? 0));
    if (ahead > 0) for (const limit of taken) await tx.run(later, limit.name, interval(limit), ahead);
    return { taken: true, wait: ahead };
  }

  return {
    /** One place of each limit, narrow ones first, or none at all. */
    async take(tx: Tx, limits: Limit[], { priority, aheadMs = 0 }: Who): Promise<Outcome> {
      const taken: Limit[] = [];
      for (const limit of limits.map((one) => seenBy(priority, one))) {
        const isWidest = taken.length === limits.length - 1;
        if (isWidest && aheadMs > 0) return takeNext(tx, limit, taken, aheadMs);
        if (!(await placed(tx, free, limit))) return refused(tx, limit, taken, isWidest);
        taken.push(limit);
      }
      return { taken: true, wait: 0 };
    },
  };
}
