import type { ElementChoice } from '../../sandbox/platform/index.ts';

type Value = Readonly<Record<string, unknown>>;

function* valuesIn(part: unknown): Generator<Value> {
  if (typeof part !== 'object' || part === null) return;
  const { type, value } = part as { type?: unknown; value?: Value };
  if (type === 'callback' && value) yield value;
  for (const inside of Object.values(part)) yield* valuesIn(inside);
}

/** The first of a card's buttons for this action: in a list they differ in what they are about alone. */
export function firstOf(card: object, action: string): ElementChoice {
  for (const value of valuesIn(card)) if (value.a === action) return { value };
  throw new Error(`the card has no button for ${action}`);
}
