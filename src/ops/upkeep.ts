import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { Upkeep } from '../dispatch/feature.ts';

/** Does each piece of recurring work now and then again after each of its intervals, until stopped. */
export function startUpkeep(works: Upkeep[], { clock, log }: { clock: Clock; log: Logger }) {
  const stopping = new AbortController();
  const loops = works.map(async ({ name, everyMs, run }) => {
    while (!stopping.signal.aborted) {
      await run().catch((err) => log.error({ err, upkeep: name }, 'recurring work failed'));
      await clock.sleep(everyMs, stopping.signal);
    }
  });
  return {
    /** Waits for what is under way. */
    async stop() {
      stopping.abort();
      await Promise.all(loops);
    },
  };
}
