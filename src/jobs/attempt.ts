import type { Clock } from '../lib/clock.ts';
import { GiveUp, OutOfTime, Passing, Postpone } from '../lib/outcome.ts';
import { type WorkSlot, withWorkSignal } from '../lib/work-signal.ts';
import { LeaseLost } from './end.ts';
import { LAST_CALL_MS } from './leases.ts';
import type { Job } from './queue.ts';

/** One try at a job, from its claim until nothing of it is waited for any more. */
export interface Attempt {
  readonly job: Job;
  /** Aborted once nothing may be begun for it any more; the reason is what becomes of the job then. */
  readonly ends: AbortController;
  /** What it gives to others while it waits for its turn; undefined where slots are kept, whatever is waited for. */
  readonly slot: WorkSlot | undefined;
  /** Whether its lease has not been extended since that was last asked for. */
  unextended: boolean;
  /** Whether it was under way when the process was held up by computing. */
  blamed?: 'perhaps' | 'surely';
}

export const newAttempt = (job: Job, slot?: WorkSlot): Attempt => ({
  job,
  slot,
  ends: new AbortController(),
  unextended: false,
});

/** Ends an attempt before its time: from now on it begins nothing outside of this process. */
export const outOfTime = (why: string) => new Passing(new OutOfTime(why));

/**
 * What the work comes to. It has `longestMs` to begin what it has to begin, and its last call `LAST_CALL_MS` more to end;
 * then it is waited for no longer, whatever became of it.
 */
export async function withinLongest<T>(
  { ends, slot }: Pick<Attempt, 'ends' | 'slot'>,
  longestMs: number,
  { clock, look }: { clock: Pick<Clock, 'sleep'>; look(): void },
  work: () => Promise<T>,
): Promise<T> {
  const settled = new AbortController();
  const over = async (): Promise<never> => {
    const either = AbortSignal.any([ends.signal, settled.signal]);
    // What it waits for its turns does not count.
    for (let [left, aside] = [longestMs, 0]; left > 0 && !either.aborted; ) {
      await clock.sleep(left, either);
      left = (slot?.asideMs() ?? 0) - aside;
      aside += left;
    }
    if (!settled.signal.aborted) ends.abort(outOfTime(`it took longer than ${longestMs / 1_000} s`));
    await clock.sleep(LAST_CALL_MS, settled.signal);
    throw ends.signal.reason;
  };
  const result = withWorkSignal(ends.signal, work, { look, slot })
    .finally(look)
    .catch((error) => {
      throw ends.signal.aborted && !isDecided(error) ? ends.signal.reason : error;
    });
  return Promise.race([result, over()]).finally(() => settled.abort());
}

/** What a call that was refused for want of time looks like to its caller must not be taken for an answer. */
const isDecided = (error: unknown) =>
  error instanceof GiveUp || error instanceof Postpone || error instanceof LeaseLost;
