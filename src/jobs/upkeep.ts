import type { Logger } from 'pino';
import type { Clock } from '../lib/clock.ts';
import { repeat } from './loops.ts';

/** Recurring work; a failure is logged, and the next time comes all the same. */
export interface Upkeep {
  name: string;
  everyMs: number;
  run(): Promise<void>;
}

/** Does each piece of recurring work now and then again after each of its intervals, until stopped. */
export function startUpkeep(works: Upkeep[], { clock, log }: { clock: Clock; log: Logger }) {
  const stopping = new AbortController();
  const loops = works.map(async ({ name, everyMs, run }) => {
    const once = () =>
      run().catch((err) => {
        // What is cut off by the end is done after the next start.
        if (!stopping.signal.aborted) log.error({ err, upkeep: name }, 'recurring work failed');
      });
    await once();
    await repeat(clock, everyMs, stopping.signal, once);
  });
  return {
    /** Resolves when what is under way is done, or when `patience` ends. */
    async stop(patience: Promise<unknown>) {
      stopping.abort();
      await Promise.race([Promise.all(loops), patience]);
    },
  };
}
