import { jobOutcome } from '../feishu/job-outcome.ts';
import type { backpressure } from '../inbound/backpressure.ts';
import { startUpkeep } from '../jobs/upkeep.ts';
import { startWorker, type WorkerOptions } from '../jobs/worker.ts';
import { forgetOld } from '../store/retention.ts';
import type { Deps } from './deps.ts';
import type { wireFeatures } from './features.ts';

const TIDY_EVERY_MS = 10_000;
const SETTINGS_EVERY_MS = 10_000;

/** Works on these jobs, with what this process has. */
export function workerOf(
  { db, clock, log, metrics, random, meter, pollMs, time }: Deps,
  what: Pick<WorkerOptions, 'handlers' | 'isolated' | 'hourly' | 'beforeWork'>,
) {
  const own = { db, clock, log, metrics, random, meter, pollMs };
  return startWorker({ ...own, ...what, judge: jobOutcome, beforeSweep: time.look });
}

/** What the bot does by itself: its jobs, and what recurs. */
export function startWork(
  deps: Deps,
  features: Pick<ReturnType<typeof wireFeatures>, 'jobs' | 'isolated' | 'upkeep'>,
  pressure: Pick<ReturnType<typeof backpressure>, 'isOn' | 'over'>,
) {
  const { db, clock, log, pollMs, time, tally } = deps;
  const worker = workerOf(deps, {
    handlers: features.jobs,
    isolated: features.isolated,
    hourly: async () => void (clock.inDoubt() || (await forgetOld(db, clock))),
    beforeWork: () => time.look().then(pressure.over),
  });
  const tidying = {
    name: 'database',
    everyMs: Math.max(TIDY_EVERY_MS, pollMs ?? 0),
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
  const upkeep = startUpkeep([...features.upkeep, settings, tidying], { clock, log });
  return {
    worker,
    /** Each resolves when what is under way is done or handed back. */
    stop: (graceMs: number, graceEnds: Promise<unknown>) => [upkeep.stop(graceEnds), worker.stop(graceMs)],
  };
}
