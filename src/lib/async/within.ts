import type { Clock } from '../clock.ts';

/** What `work` gives within this time, ms; undefined when that is over, and then it is left to itself. Throws what it throws. */
export async function within<T>(
  clock: Pick<Clock, 'sleep'>,
  ms: number,
  work: Promise<T>,
): Promise<T | undefined> {
  const ended = new AbortController();
  const late = clock.sleep(ms, ended.signal).then(() => undefined);
  return Promise.race([work, late]).finally(() => ended.abort());
}

/** Whether `work` ends within this time; a failure counts as an end. */
export async function endsWithin(
  clock: Pick<Clock, 'sleep'>,
  ms: number,
  work: Promise<unknown>,
): Promise<boolean> {
  const done = () => true;
  return (await within(clock, ms, work.then(done, done))) ?? false;
}
