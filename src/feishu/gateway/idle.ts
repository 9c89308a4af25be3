import type { Clock } from '../../lib/clock.ts';
import { aside, workSignal } from '../../lib/work-signal.ts';

/** Whoever waits for no longer keeps the place that they hold of the worker's few. */
const MOMENT_MS = 500;

/** Lets time pass until the work ends that this is done for; more than a moment of it aside. */
export function idle(clock: Pick<Clock, 'sleep'>, ms: number): Promise<void> {
  const sleep = () => clock.sleep(ms, workSignal());
  return ms > MOMENT_MS ? aside(sleep) : sleep();
}
