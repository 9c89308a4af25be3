import type { Clock } from '../../src/lib/clock.ts';
import { openStore } from '../../src/store/open.ts';
import { rememberCheck } from '../../src/store/tables/cc-checks.ts';
import { digestChoice, saveDigestChoice } from '../../src/store/tables/digest-settings.ts';
import { openIdOf, unreadOf } from './company.ts';

/**
 * Everyone has the digest, every day, and yesterday's comparison knows those for whom nothing waits. The next one is due
 * at `nextAt` (Unix ms), or when somebody asks for it.
 */
export async function subscribeAll(
  place: { dataDir: string; databaseUrl?: string; clock: Clock },
  people: number,
  nextAt?: number,
): Promise<void> {
  const db = await openStore(place);
  await db.transaction(async (tx) => {
    for (let n = 0; n < people; n++) {
      const choice = await digestChoice(tx, openIdOf(n));
      await saveDigestChoice(tx, { ...choice, enabled: true, days: [1, 2, 3, 4, 5, 6, 7], nextAt });
      if (unreadOf(n) === 0) await rememberCheck(tx, openIdOf(n), 0);
    }
  });
  await db.close();
}
