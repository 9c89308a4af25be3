import { jobOutcome } from '../feishu/job-outcome.ts';
import type { backpressure } from '../inbound/backpressure.ts';
import { startUpkeep } from '../jobs/upkeep.ts';
import { startWorker } from '../jobs/worker.ts';
import { forgetOld } from '../store/retention.ts';
import type { Deps } from './deps.ts';
import type { wireFeatures } from './features.ts';

const TIDY_EVERY_MS = 10_000;
const SETTINGS_EVERY_MS = 10_000;

/** What the bot does by itself: its jobs, and what recurs. */
export function startWork(
  deps: Deps,
  features: Pick<ReturnType<typeof wireFeatures>, 'jobs' | 'isolated' | 'upkeep'>,
  pressure: Pick<ReturnType<typeof backpressure>, 'isOn' | 'over'>,
) {
  const { db, clock, time, tally } = deps;
  const worker = startWorker({
    ...deps,
    judge: jobOutcome,
    handlers: features.jobs,
    isolated: features.isolated,
    hourly: async () => void (clock.inDoubt() || (await forgetOld(db, clock))),
    beforeWork: () => time.look().then(pressure.over),
    beforeSweep: time.look,
  });
  const tidying = {
    name: 'database',
    everyMs: Math.max(TIDY_EVERY_MS, deps.pollMs ?? 0),
    async run() {
      if (pressure.isOn()) return;
      await time.note();
      await tally.flush(db);
      await db.tidy();
    },
  };
  const settings = {
    name: 'settings file',
    everyMs: SETTINGS_EVERY_MS,
    run: async () => deps.settings.look(),
  };
  const upkeep = startUpkeep([...features.upkeep, settings, tidying], deps);
  return {
    worker,
    /** Each resolves when what is under way is done or handed back. */
    stop: (graceMs: number, graceEnds: Promise<unknown>) => [upkeep.stop(graceEnds), worker.stop(graceMs)],
  };
}
