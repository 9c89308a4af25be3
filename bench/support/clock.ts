import { subscribe } from 'node:diagnostics_channel';
import { setMaxListeners } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '../../src/lib/clock.ts';

/** Turns of the event loop in which work that waits for nothing but the database gets done. */
const TURNS = 12;

/** HTTP calls of this thread that are not answered yet, by either client of Node. */
function callsUnderWay() {
  let count = 0;
  let wake = () => {};
  for (const began of ['http.client.request.start', 'undici:request:create'])
    subscribe(began, () => void count++);
  const ended = [
    'http.client.response.finish',
    'http.client.request.error',
    'undici:request:trailers',
    'undici:request:error',
  ];
  for (const name of ended)
    subscribe(name, () => {
      count--;
      wake();
    });
  return {
    any: () => count > 0,
    /** Resolves when the next one ends, without keeping a core busy meanwhile. */
    nextEnd: () =>
      new Promise<void>((resolve) => {
        wake = resolve;
      }),
  };
}

interface Sleeper {
  due: number;
  wake(): void;
}

/**
 * A clock that goes ahead by itself to the next time somebody waits for, once nothing else is to be done: hours pass in
 * minutes. The time is shared with the thread of the sandbox.
 */
export function steppingClock(shared: Float64Array) {
  const underWay = callsUnderWay();
  let sleepers: Sleeper[] = [];
  const now = () => shared[0] as number;

  const clock: Clock = {
    now,
    steady: now,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        const sleeper = { due: now() + Math.max(0, ms), wake: resolve };
        sleepers.push(sleeper);
        if (signal) setMaxListeners(0, signal);
        signal?.addEventListener('abort', () => {
          sleepers = sleepers.filter((one) => one !== sleeper);
          resolve();
        });
      }),
  };

  async function settle() {
    for (let turn = 0; turn < TURNS; turn++) {
      await nextTurn();
      if (!underWay.any()) continue;
      await underWay.nextEnd();
      turn = 0;
    }
  }

  return {
    clock,
    /** Lets time pass until the promise is settled. */
    async until<T>(work: Promise<T>): Promise<T> {
      let done = false;
      const finished = work.finally(() => {
        done = true;
      });
      finished.catch(() => undefined);
      while (!done) {
        await settle();
        if (done) break;
        const next = sleepers.reduce<Sleeper | undefined>(
          (first, one) => (first && first.due <= one.due ? first : one),
          undefined,
        );
        if (!next) continue;
        sleepers = sleepers.filter((one) => one !== next);
        shared[0] = Math.max(now(), next.due);
        next.wake();
      }
      return finished;
    },
  };
}
