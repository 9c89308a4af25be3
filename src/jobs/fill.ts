import type { WorkSlot } from '../lib/work-signal.ts';
import type { Db } from '../store/db.ts';
import { claimJobs, dueQueues, FEW, isDueFor } from './claim.ts';
import type { JobHandler } from './perform.ts';
import { type Job, personOf } from './queue.ts';
import { type SlotsOptions, slotsOf } from './slots.ts';

interface FillerOptions extends SlotsOptions {
  db: Db;
  concurrency?: number;
}

export interface Groups {
  /** By queue. */
  handlers: Record<string, JobHandler>;
  /** Further groups of queues, each with slots of its own, so that none waits behind another. */
  isolated?: Record<string, JobHandler>[];
}

interface Surroundings {
  begin(job: Job, slot?: WorkSlot): Promise<void>;
  stopped: AbortSignal;
  wake(): void;
}

/** Counts what each person holds. */
function shares() {
  const held = new Map<string, number>();
  const change = ({ cause }: Job, by: number) => {
    const person = personOf(cause);
    if (person === undefined) return;
    const now = (held.get(person) ?? 0) + by;
    if (now > 0) held.set(person, now);
    else held.delete(person);
  };
  const has = ({ cause }: Job) => held.get(personOf(cause) ?? '') ?? 0;
  return { change, has, held: () => Object.fromEntries(held) };
}

/** Takes jobs of some queues into the slots that are free for them. */
function filler(
  handlers: Record<string, JobHandler>,
  options: FillerOptions,
  { begin, stopped, wake }: Surroundings,
) {
  const { db } = options;
  const queues = Object.keys(handlers);
  const least = (wanted: 'slots' | 'share', usual: number) =>
    Math.min(usual, ...Object.values(handlers).flatMap((handler) => handler[wanted] ?? []));
  const concurrency = least('slots', options.concurrency ?? 16);
  const share = least('share', FEW);
  const slots = slotsOf(options, concurrency, wake);
  const { change, has, held } = shares();
  const take = (job: Job) => {
    const { leave, ...taken } = slots.take();
    change(job, 1);
    const lent = options.lends ? { ...taken, isSenior: job.attempts > 1 } : undefined;
    void begin(job, lent).then(() => {
      leave();
      change(job, -1);
      // Several slots are filled by one statement; the poll fills what is left.
      if (slots.free() >= concurrency / 2 && has(job) <= share / 2) wake();
    });
  };
  return {
    /** `due` are the queues that are worth looking at. */
    async fill(due: ReadonlySet<string>) {
      const wanted = queues.filter((queue) => due.has(queue));
      while (wanted.length > 0 && slots.free() > 0) {
        const jobs = await claimJobs(db, wanted, slots.free(), held(), share);
        // Nobody would wait for them any more; their leases free them.
        if (stopped.aborted) return;
        for (const job of jobs) take(job);
        // Others may wait behind the many of a person who has just got their whole share; mostly nobody does.
        if (jobs.length < share || !jobs.some((job) => has(job) >= share)) return;
      }
    },
    /** Whether a job has been due for so long that could have been begun. */
    waits: (ms: number) => isDueFor(db, ms, queues, held(), share),
  };
}

/** Fills the slots of all queues: those that most of them share, and those of each group that is isolated from them. */
export function fillers(
  { handlers, isolated = [], ...options }: Omit<FillerOptions, 'lends'> & Groups,
  around: Surroundings,
) {
  const groups = [handlers, ...isolated].filter((group) => Object.keys(group).length > 0);
  const all = groups.map((group) => filler(group, { ...options, lends: group === handlers }, around));
  return {
    async fill() {
      const due = await dueQueues(options.db);
      await Promise.all(all.map(({ fill }) => fill(due)));
    },
    waits: async (ms: number) => (await Promise.all(all.map(({ waits }) => waits(ms)))).includes(true),
  };
}
