import { setTimeout as pause } from 'node:timers/promises';

/** Looks until the condition holds; for what runs on timers that no clock of ours drives. Throws after `withinMs`. */
export async function until<T>(look: () => T | Promise<T>, withinMs = 60_000): Promise<NonNullable<T>> {
  for (const end = performance.now() + withinMs; ; ) {
    const seen = await look();
    if (seen) return seen as NonNullable<T>;
    if (performance.now() > end) throw new Error(`not within ${withinMs} ms: ${look}`);
    await pause(5);
  }
}
