import type { Logger } from 'pino';
import { endsWithin } from '../lib/async/within.ts';
import type { Clock } from '../lib/clock.ts';
import type { WorkSlot } from '../lib/work-signal.ts';
import type { Db } from '../store/db.ts';
import type { Attempt } from './attempt.ts';
import { claimSuspect, suspectsWait } from './claim.ts';
import { LAST_CALL_MS } from './leases.ts';
import { LONGEST_MS } from './outcome.ts';
import type { Job } from './queue.ts';

/** For how long suspects have the process to themselves at a stretch, and then the other jobs. */
const TURN_MS = 2_000;
/** How long a process must have lived before it takes a job that has ended one while alone there. */
export const STEADY_MS = 30_000;

/** Nothing runs beside a suspect: what it would have to wait for, it is put off for. */
const NO_SLOT: WorkSlot = {
  hasRoom: () => false,
  stepAside: () => () => {},
  asideMs: () => 0,
  isSenior: true,
};

interface AloneDeps {
  db: Db;
  clock: Pick<Clock, 'sleep'>;
  log: Logger;
  queues: string[];
}

interface Surroundings {
  running: ReadonlyMap<Attempt, Promise<void>>;
  begin(job: Job, slot: WorkSlot): Promise<void>;
  stopping: AbortSignal;
  wake(): void;
}

/**
 * Works on suspects: one at a time, with nothing beside it in this process, so that what then ends the process is known.
 * Nothing else may be begun during a turn.
 */
export function aloneTurns(
  { db, clock, log, queues }: AloneDeps,
  { running, begin, stopping, wake }: Surroundings,
) {
  let [isSteady, isAsked, rests] = [false, true, false];
  let patience = LAST_CALL_MS;
  void clock.sleep(STEADY_MS, stopping).then(() => {
    isSteady = true;
  });
  const rest = (ms: number) => {
    rests = true;
    void clock.sleep(ms, stopping).then(() => {
      rests = false;
      isAsked = true;
      if (!stopping.aborted) wake();
    });
  };

  async function oneAfterAnother() {
    const turn = new AbortController();
    void clock.sleep(TURN_MS, stopping).then(() => turn.abort());
    while (!turn.signal.aborted) {
      const job = await claimSuspect(db, queues, isSteady);
      // Whoever has stopped by now has handed back what it had: the lease frees this one.
      if (!job || stopping.aborted) return;
      const { id, queue, key, deaths, suspicion } = job;
      log.warn({ id, queue, key, deaths, suspicion }, 'job runs alone: its process has ended');
      await begin(job, NO_SLOT);
    }
  }

  return {
    /** Has suspects looked for at the next turn; there are none mostly. */
    ask() {
      isAsked = true;
    },
    async turn() {
      if (!isAsked || rests) return;
      isAsked = false;
      if (!(await suspectsWait(db, queues, isSteady))) return;
      await endsWithin(clock, patience, Promise.all(running.values()));
      if (stopping.aborted) return;
      if (running.size > 0) {
        // Others must not wait for what takes long; but the next time it gets longer to end.
        patience = Math.min(2 * patience, LONGEST_MS + LAST_CALL_MS);
        return rest(LAST_CALL_MS);
      }
      patience = LAST_CALL_MS;
      await oneAfterAnother();
      rest(TURN_MS);
    },
  };
}
