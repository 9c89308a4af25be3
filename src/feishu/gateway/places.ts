import { MINUTE_MS } from '../../clock.ts';
import { one, type Tx } from '../../store/db.ts';
import type { Limit, Priority } from './limits.ts';

/** Taken: they come in `wait` ms. Else nothing was taken, and there may be a place in `wait` ms. */
export interface Outcome {
  taken: boolean;
  wait: number;
}

/** Places of the burst that bulk never takes, so that a person's call finds one at once. */
const keptForPeople = (burst: number) => Math.floor(burst / 4);
const seenBy = (priority: Priority, limit: Limit): Limit =>
  priority === 'bulk' ? { ...limit, burst: limit.burst - keptForPeople(limit.burst) } : limit;

const interval = ({ perMinute }: Limit) => MINUTE_MS / perMinute;
const tolerance = (limit: Limit) => interval(limit) * (limit.burst - 1);

/**
 * The places of every limit, one row each: `theoretical_arrival` is when the next call would come if all were evenly
 * spread (GCRA). Rows are locked in the order of the limits, which has to be the same for all callers.
 */
export function placesOf(greatest: string) {
  const number = (parameter: string) => `cast(${parameter} as double precision)`;
  const place = `insert into rate_limit (name, theoretical_arrival) values ($1, now_ms() + ${number('$2')})
    on conflict (name) do update set theoretical_arrival =
      ${greatest}(rate_limit.theoretical_arrival, now_ms()) + ${number('$2')}`;
  const next = `${place} returning theoretical_arrival - ${number('$2')} - ${number('$3')} - now_ms() as wait`;
  const free = `${place} where rate_limit.theoretical_arrival - ${number('$3')} <= now_ms() returning name`;
  const until = `select theoretical_arrival - ${number('$2')} - now_ms() as wait from rate_limit where name = $1`;
  const back = `update rate_limit set theoretical_arrival = theoretical_arrival - ${number('$2')} where name = $1`;
  const later = `update rate_limit set theoretical_arrival =
    ${greatest}(theoretical_arrival - ${number('$2')}, now_ms() + ${number('$3')}) + ${number('$2')} where name = $1`;

  const wait = async (tx: Tx, sql: string, ...params: (string | number)[]) =>
    Math.ceil((await one<{ wait: number }>(tx, sql, ...params))?.wait ?? 0);
  const takeFree = async (tx: Tx, limit: Limit) =>
    (await one(tx, free, limit.name, interval(limit), tolerance(limit))) !== undefined;

  /** The widest limit is the one to queue for. What was taken of the others is used when that place comes. */
  async function takeNext(tx: Tx, widest: Limit, taken: Limit[]): Promise<Outcome> {
    const ahead = Math.max(0, await wait(tx, next, widest.name, interval(widest), tolerance(widest)));
    if (ahead > 0) for (const limit of taken) await tx.run(later, limit.name, interval(limit), ahead);
    return { taken: true, wait: ahead };
  }

  return {
    /** One place of each limit, narrow ones first, or none at all. */
    async take(tx: Tx, limits: Limit[], priority: Priority): Promise<Outcome> {
      const taken: Limit[] = [];
      for (const limit of limits.map((one) => seenBy(priority, one))) {
        const queues = priority === 'person' && taken.length === limits.length - 1;
        if (queues) return takeNext(tx, limit, taken);
        if (!(await takeFree(tx, limit))) {
          for (const one of taken) await tx.run(back, one.name, interval(one));
          return { taken: false, wait: Math.max(1, await wait(tx, until, limit.name, tolerance(limit))) };
        }
        taken.push(limit);
      }
      return { taken: true, wait: 0 };
    },
  };
}
