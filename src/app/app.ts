import type { Config } from '../config/config.ts';
import { backpressure } from '../inbound/backpressure.ts';
import type { AdminCommand } from '../jobs/admin-command.ts';
import { freeOrphans } from '../jobs/leases.ts';
import type { JobHandler } from '../jobs/perform.ts';
import { latestJob, untilIdle } from '../jobs/wait.ts';
import type { Worker } from '../jobs/worker.ts';
import { askRunningBot } from '../ops/admin.ts';
import { DatabaseInUse } from '../store/sqlite/lock.ts';
import { channelMeasure, clockMeasure, watch, workerMeasure } from '../telemetry/metrics.ts';
import { watchingSettings } from './checkup.ts';
import { buildDeps, type Surroundings } from './deps.ts';
import { doctorCommands } from './doctor-commands.ts';
import { wireFeatures } from './features.ts';
import { firstLook } from './first-look.ts';
import { replayCommands } from './replay.ts';
import { eventChannel, openServers } from './servers.ts';
import { listingCommands } from './slash-commands.ts';
import { startWork, workerOf } from './work.ts';

export { recorder as recordInto } from '../ops/record.ts';
export { DatabaseUnusable } from '../store/db.ts';
export type { Surroundings } from './deps.ts';

export interface App {
  port: number;
  /** Of the operator's endpoints, where they have one of their own. */
  opsPort?: number | undefined;
  /** Takes nothing new, finishes what runs or hands it back, closes the database; 9 s at most. Never fails. */
  stop(): Promise<void>;
}

/** Less than the 10 s after which a stop is usually enforced: handing back and closing the database take time as well. */
const GRACE_MS = 7_500;

/** Builds the bot from its parts and starts it. */
export async function startApp(config: Config, surroundings: Surroundings): Promise<App> {
  const { log } = surroundings;
  const stopped = new AbortController();
  const deps = await buildDeps(config, surroundings, stopped.signal);
  const { db, clock } = deps;
  const features = listingCommands(deps, wireFeatures(deps));
  const pressure = backpressure(clock);
  const channel = eventChannel(deps, features, pressure);
  const { registry } = deps.metrics;
  for (const measure of features.measures) watch(registry, measure);
  watch(registry, channelMeasure(config.FEISHU_EVENT_MODE, channel.check));
  watch(registry, clockMeasure(deps.feishu.time));
  let working: Worker | undefined;
  const workerCheck = async () => working?.check();
  watch(registry, workerMeasure(workerCheck));
  const commands = { ...features.admin, ...doctorCommands(deps, channel), ...replayCommands(deps) };
  const open = () => openServers(deps, channel, commands, { jobs: workerCheck, remarks: features.remarks });
  const begin = async () => ({ told: await firstLook(deps), doors: await open() });
  const { told, doors } = await begin().catch(async (error) => {
    await db.close();
    throw error;
  });
  await freeOrphans(db);
  channel.start(told);
  const work = startWork(deps, watchingSettings(deps, channel, features), pressure);
  working = work.worker;
  const { port, opsPort } = doors;
  log.info({ port, ops_port: opsPort, mode: config.FEISHU_EVENT_MODE }, 'started');
  return {
    port,
    opsPort,
    async stop() {
      const patience = new AbortController();
      const graceEnds = clock.sleep(GRACE_MS, patience.signal);
      const noted = (err: unknown) => log.warn({ err }, 'not everything could be stopped in order');
      const closing = channel.stop().then(() => doors.close(graceEnds));
      const ends = [closing, ...work.stop(GRACE_MS, graceEnds)];
      await Promise.all(ends.map((end) => end.catch(noted)));
      // A database that does not answer must not hold up the end for the sake of a few counts.
      await Promise.race([deps.tally.flush(db).catch(noted), graceEnds]);
      patience.abort();
      stopped.abort();
      await db.close().catch(noted);
    },
  };
}

/** What an operator asks for, by its name. Each `say` is a line of the answer. */
interface Asked {
  name: string;
  args: Record<string, unknown>;
  say(line: string): void;
}

/** Does what an operator asks for: by the bot that has the database for itself, else in this process. */
export async function runCommand(config: Config, surroundings: Surroundings, asked: Asked): Promise<void> {
  await runAdmin(config, surroundings, asked).catch((error) => {
    if (!(error instanceof DatabaseInUse)) throw error;
    return askRunningBot(config.DATA_DIR, asked);
  });
}

/**
 * Does what an operator asks for in a process of its own, then the jobs that it causes. Throws `DatabaseInUse` when a bot
 * runs on the embedded database; beside bots on PostgreSQL it shares the jobs with them.
 */
export async function runAdmin(
  config: Config,
  surroundings: Surroundings,
  { name, args, say }: Asked,
): Promise<void> {
  const stopped = new AbortController();
  const deps = await buildDeps(config, surroundings, stopped.signal);
  const { db, clock } = deps;
  const { admin, jobs, isolated } = wireFeatures(deps);
  const { queues, further, run } = { ...admin, ...replayCommands(deps) }[name] as AdminCommand;
  const caused = (group: Record<string, JobHandler>) =>
    Object.fromEntries(Object.entries(group).filter(([queue]) => queues.includes(queue)));
  try {
    await freeOrphans(db);
    const after = further ? 0 : await latestJob(db);
    await run(args, say);
    const upTo = further ? Number.MAX_SAFE_INTEGER : await latestJob(db);
    const worker = workerOf(deps, { handlers: caused(jobs), isolated: isolated.map(caused) });
    await untilIdle(db, { queues, after, upTo }, clock);
    await worker.stop(GRACE_MS);
  } finally {
    stopped.abort();
    await deps.tally.flush(db).catch((err) => surroundings.log.warn({ err }, 'calls could not be counted'));
    await db.close();
  }
}
