/** Numbers from 0 to 1 that follow from the seed. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Runs a drill on chances that can be had again: DRILL_SEED, or any; a failure says which. */
export async function seeded(drill: (random: () => number) => Promise<void>): Promise<void> {
  const seed = Number(process.env.DRILL_SEED ?? Date.now() % 1_000_000);
  try {
    await drill(randomFrom(seed));
  } catch (error) {
    (error as Error).message += `\nTo see it again: DRILL_SEED=${seed}`;
    throw error;
  }
}
