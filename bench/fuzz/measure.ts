import type { Reader } from './readers.ts';
import { inputOf, type Recipe } from './recipes.ts';

/** Feishu takes no longer message. */
export const LONGEST_BYTES = 150 * 1024;

/** The processor time that one run takes, ms: what other programs do meanwhile does not count. */
export function cpuMs(run: () => unknown): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

/** The least of several runs: whatever else the process had to do, such as collecting garbage, was in the others. */
export function leastMs(read: Reader, recipe: Recipe, bytes: number, runs: number): number {
  const text = inputOf(recipe, bytes);
  return Math.min(...Array.from({ length: runs }, () => cpuMs(() => read(text))));
}
