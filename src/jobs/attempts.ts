import type { WorkSlot } from '../lib/work-signal.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { type Attempt, newAttempt } from './attempt.ts';
import { blame } from './blame.ts';
import { type LoopMeter, machineMeter, watchLoop } from './loop-watch.ts';
import { type JobHandler, type PerformDeps, perform } from './perform.ts';
import { progress } from './progress.ts';
import type { Job } from './queue.ts';

export interface AttemptsDeps extends PerformDeps {
  metrics: PerformDeps['metrics'] & Pick<Metrics, 'blocked'>;
  /** How it is measured whether the event loop turns; the machine's own by default. */
  meter?: LoopMeter | undefined;
}

/**
 * What is under way in this process. Attempts, not jobs: one that has lost its lease may still run beside the next attempt
 * at the same job.
 */
export function attemptsUnderWay(handlers: Record<string, JobHandler>, options: AttemptsDeps) {
  const running = new Map<Attempt, Promise<void>>();
  const meter = options.meter ?? machineMeter;
  const { look, stop } = watchLoop(meter, (block) => blame(block, [...running.keys()], options));
  const { moved, check } = progress(meter);
  const deps = { ...options, look };
  return {
    running: running as ReadonlyMap<Attempt, Promise<void>>,
    /** Resolves once nothing of it is waited for any more; never rejects. */
    begin(job: Job, slot?: WorkSlot): Promise<void> {
      const attempt = newAttempt(job, slot);
      running.set(attempt, Promise.resolve());
      moved();
      const done = perform(attempt, handlers[job.queue] as JobHandler, deps).finally(() => {
        running.delete(attempt);
        moved();
      });
      running.set(attempt, done);
      return done;
    },
    stopWatching: stop,
    check,
  };
}
