import { Postpone } from '../../lib/outcome.ts';

/** Of the places that all systems share: one that hangs must leave some to the others. */
const MOST = 4;
const LATER_MS = 2_000;

/** Runs a work for a system, or puts it off with `Postpone` while enough of that system's are under way. */
export function placesBySystem() {
  const taken = new Map<string, number>();
  return async <T>(system: string, work: () => Promise<T>): Promise<T> => {
    const before = taken.get(system) ?? 0;
    if (before >= MOST) throw new Postpone(LATER_MS, `${before} others are on their way to ${system}`);
    taken.set(system, before + 1);
    try {
      return await work();
    } finally {
      taken.set(system, (taken.get(system) ?? 1) - 1);
    }
  };
}
