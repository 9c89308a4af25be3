import { JOBS_CHANNEL } from '../../src/jobs/queue.ts';
import type { Db, Row, Tx, Value } from '../../src/store/db.ts';
import type { openStore } from '../../src/store/open.ts';
import type { TestClock } from './clock.ts';

/** What is due and not taken found no free place; the bot looks again after this. */
const LOOK_AGAIN_MS = 1_000;
const changesJobs = /^(?!\s*select).*\bjob\b/is;
const NEXT = `select min(run_at) as at from job where state = 'ready'`;

/**
 * Wakes the workers of a database at the very time its next job is due, in place of their look every second: a test's time
 * then leaps from one thing to the next.
 */
export function wakeWhenDue(clock: TestClock) {
  const workers = new Set<() => void>();
  let alarm: { at: number; off: AbortController } | undefined;

  function set(at: number) {
    if (alarm && alarm.at <= at) return;
    alarm?.off.abort();
    const mine = { at, off: new AbortController() };
    alarm = mine;
    void clock.sleep(at - clock.now(), mine.off.signal).then(() => {
      if (alarm !== mine) return;
      alarm = undefined;
      for (const wake of workers) wake();
    });
  }

  /** Within the transaction, so that it sees what is written and costs no other. */
  const watched = (work: (tx: Tx) => Promise<unknown>) => async (tx: Tx) => {
    let changed = false;
    const noting = (sql: string) => {
      changed ||= changesJobs.test(sql);
      return sql;
    };
    const value = await work({
      all: <T extends Row>(sql: string, ...params: Value[]) => tx.all<T>(noting(sql), ...params),
      run: (sql, ...params) => tx.run(noting(sql), ...params),
      notify: tx.notify,
    });
    if (changed && workers.size > 0) {
      const [next] = await tx.all<{ at: number | null }>(NEXT);
      if (next?.at != null)
        set(Math.max(Number(next.at), clock.now() + (Number(next.at) <= clock.now() ? LOOK_AGAIN_MS : 0)));
    }
    return value;
  };

  return (open: typeof openStore): typeof openStore =>
    async (options) => {
      const db = await open(options);
      const transaction = <T>(work: (tx: Tx) => Promise<T>, how?: { patient: boolean }) =>
        db.transaction(watched(work), how) as Promise<T>;
      const woken: Db = {
        ...db,
        transaction,
        all: <T extends Row>(sql: string, ...params: Value[]) =>
          transaction((tx) => tx.all<T>(sql, ...params)),
        run: (sql, ...params) => transaction((tx) => tx.run(sql, ...params)),
        listen(channel, wake) {
          const off = db.listen(channel, wake);
          if (channel !== JOBS_CHANNEL) return off;
          workers.add(wake);
          return () => {
            workers.delete(wake);
            off();
          };
        },
      };
      return woken;
    };
}
