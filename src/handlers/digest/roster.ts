import { addDigestPerson, digestChoice } from '../../store/tables/digest-settings.ts';
import type { DigestDeps } from './deps.ts';
import { nextFor } from './settings/save.ts';

/** With `DIGEST_DEFAULT=on`: lets everyone in the app's range take part, who has not chosen otherwise. */
export function roster(
  deps: Pick<DigestDeps, 'clock' | 'db' | 'defaults' | 'directory' | 'log'>,
): () => Promise<void> {
  const { db, directory, defaults, log } = deps;
  return async () => {
    if (!defaults.enabled) return;
    let added = 0;
    for await (const people of directory.everyone())
      added += await db.transaction(async (tx) => {
        let here = 0;
        for (const openId of people) {
          const nextAt = await nextFor(tx, deps, await digestChoice(tx, openId));
          if (await addDigestPerson(tx, openId, nextAt)) here++;
        }
        return here;
      });
    if (added > 0) log.info({ people: added }, 'these get the digest by DIGEST_DEFAULT=on');
  };
}
