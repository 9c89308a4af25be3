import { HOUR_MS } from '../../lib/clock.ts';
import type { Tx } from '../../store/db.ts';
import { ownerOf } from '../../store/tables/third-party-definitions.ts';
import { countGuess, guessesNow } from '../../store/tables/third-party-guesses.ts';
import type { ThirdPartyRecord } from '../../store/tables/third-party-instances.ts';
import type { ThirdPartyInstance } from '../../store/third-party-document/documented.ts';

/** In which so many ids of other systems may be pushed: a mistake happens, a search does not. */
const GUESSES_MS = HOUR_MS;
const MOST_GUESSES = 20;

/** Why a system may not push this. `waitMs` until it may push ids again that it has not pushed before. */
export type NotIts = { outcome: 'foreign' | 'taken' } | { outcome: 'guessing'; waitMs: number };

const ENDS: readonly string[] = ['APPROVED', 'REJECTED', 'CANCELED', 'DELETED', 'TERMINATED'];

/**
 * Whether a push is for its system to make: under a definition of its own or of nobody, about an instance that no other has.
 * What it had pushed before the definition got its owner it may still bring to an end.
 */
export async function notIts(
  tx: Tx,
  system: string,
  push: ThirdPartyInstance,
  last: ThirdPartyRecord | undefined,
): Promise<NotIts | undefined> {
  const owner = await ownerOf(tx, push.approval_code);
  const ends = last?.system === system && ENDS.includes(push.status);
  if (owner !== undefined && owner !== system && !ends) return { outcome: 'foreign' };
  if (last?.system === system) return undefined;
  // Whoever has tried too many learns of no further id whether it is free: of new ones neither.
  const { count, leftMs } = last
    ? await countGuess(tx, system, GUESSES_MS)
    : await guessesNow(tx, system, GUESSES_MS);
  if (count > MOST_GUESSES) return { outcome: 'guessing', waitMs: leftMs };
  return last && { outcome: 'taken' };
}
