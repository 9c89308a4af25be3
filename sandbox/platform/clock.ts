import { setImmediate as nextTurn } from 'node:timers/promises';

/** The time of the sandbox. Everything that waits or expires in it asks this clock, never the machine. */
export interface SandboxClock {
  /** Unix time in milliseconds. */
  now(): number;
  /** Resolves after `ms` of this clock's time; rejects with the signal's reason when aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Moves this clock ahead by `ms` and lets the work that was due run, in the order of time. */
  advance(ms: number): Promise<void>;
  /**
   * Tells the clock of work under way outside of it, which `advance` then lets finish before time goes on, for at most
   * `patienceMs` real milliseconds each time: the work may itself be waiting for this clock.
   */
  busy?(work: Promise<unknown>, patienceMs?: number): void;
}

interface Sleeper {
  readonly due: number;
  readonly wake: () => void;
  timer?: NodeJS.Timeout;
}

/** A real timer takes at most 2^31 - 1 ms; a longer sleep is taken in pieces. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** How many turns of the event loop a socket answer on this machine needs, with room to spare. */
const TURNS_TO_SETTLE = 60;

/** How long work is waited for that does not say. */
const PATIENCE_MS = 25;

/** Work under way elsewhere, each with how long it is waited for, ms. */
function workElsewhere() {
  const patience = new Map<Promise<unknown>, number>();
  /** Time may be moved on by several at once, and all of them wait. */
  const waiting = new Set<() => void>();
  return {
    add(work: Promise<unknown>, patienceMs: number) {
      patience.set(work, patienceMs);
      const done = () => {
        patience.delete(work);
        for (const someEnded of waiting) someEnded();
      };
      void work.then(done, done);
    },
    /** Waits for some of it to end, `waitedMs` having gone by; false if there is none that is worth waiting for. */
    async ends(waitedMs: number): Promise<boolean> {
      const restMs = Math.max(0, ...patience.values()) - waitedMs;
      if (restMs <= 0) return false;
      let timer: NodeJS.Timeout | undefined;
      let someEnded = () => {};
      await new Promise<void>((resolve) => {
        someEnded = resolve;
        waiting.add(someEnded);
        timer = setTimeout(resolve, restMs);
      });
      waiting.delete(someEnded);
      clearTimeout(timer);
      return true;
    },
  };
}

type WorkElsewhere = ReturnType<typeof workElsewhere>;

async function letWorkRun(elsewhere?: WorkElsewhere): Promise<void> {
  const began = performance.now();
  for (let turn = 0; turn < TURNS_TO_SETTLE; turn += 1) {
    await nextTurn();
    if (await elsewhere?.ends(performance.now() - began)) turn = 0;
  }
}

/** Takes out those who are due first and at one time, in the order in which they went to sleep; none when that is later. */
function takeEarliest(sleepers: Set<Sleeper>, until: number): Sleeper[] {
  let due = until;
  for (const sleeper of sleepers) due = Math.min(due, sleeper.due);
  const taken = [...sleepers].filter((sleeper) => sleeper.due <= due);
  for (const sleeper of taken) sleepers.delete(sleeper);
  return taken;
}

function sleepUntil(
  sleepers: Set<Sleeper>,
  due: number,
  signal: AbortSignal | undefined,
  schedule: (sleeper: Sleeper) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason);
      return;
    }
    const stop = () => {
      sleepers.delete(sleeper);
      clearTimeout(sleeper.timer);
      reject(signal?.reason);
    };
    const wake = () => {
      clearTimeout(sleeper.timer);
      signal?.removeEventListener('abort', stop);
      resolve();
    };
    const sleeper: Sleeper = { due, wake };
    signal?.addEventListener('abort', stop, { once: true });
    sleepers.add(sleeper);
    schedule(sleeper);
  });
}

/**
 * A clock that stands still until it is advanced. `advance` wakes sleepers in the order of their time and gives the work
 * of those of one time, sockets included, turns of the event loop before time goes on.
 */
export function manualClock(startMs: number): SandboxClock {
  const sleepers = new Set<Sleeper>();
  const elsewhere = workElsewhere();
  let time = startMs;
  return {
    now: () => time,
    busy: (work, patienceMs = PATIENCE_MS) => elsewhere.add(work, patienceMs),
    sleep: (ms, signal) => sleepUntil(sleepers, time + Math.max(0, ms), signal, () => {}),
    async advance(ms) {
      const target = time + ms;
      await letWorkRun(elsewhere);
      for (let due = takeEarliest(sleepers, target); due[0]; due = takeEarliest(sleepers, target)) {
        time = Math.max(time, due[0].due);
        for (const sleeper of due) sleeper.wake();
        await letWorkRun(elsewhere);
      }
      time = target;
      await letWorkRun(elsewhere);
    },
  };
}

/** Wall time plus an offset that `advance` adds to; it may begin at another time than now. */
export function realClock(startMs = Date.now()): SandboxClock {
  const sleepers = new Set<Sleeper>();
  let offset = startMs - Date.now();
  const now = () => Date.now() + offset;
  const schedule = (sleeper: Sleeper) => {
    const rest = Math.min(Math.max(0, sleeper.due - now()), LONGEST_TIMER);
    sleeper.timer = setTimeout(() => {
      if (sleeper.due > now()) schedule(sleeper);
      else if (sleepers.delete(sleeper)) sleeper.wake();
    }, rest);
  };
  return {
    now,
    sleep: (ms, signal) => sleepUntil(sleepers, now() + Math.max(0, ms), signal, schedule),
    async advance(ms) {
      offset += ms;
      for (let due = takeEarliest(sleepers, now()); due[0]; due = takeEarliest(sleepers, now())) {
        for (const sleeper of due) sleeper.wake();
        await letWorkRun();
      }
      for (const sleeper of sleepers) {
        clearTimeout(sleeper.timer);
        schedule(sleeper);
      }
    },
  };
}
