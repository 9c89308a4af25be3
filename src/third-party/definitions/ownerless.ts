import { codesWithoutOwner } from '../../store/tables/third-party-definitions.ts';
import type { ThirdPartyDeps } from '../deps.ts';

/** Warns of definitions under which each of several systems may push. */
export function ownerless({
  db,
  log,
  systems,
}: Pick<ThirdPartyDeps, 'db' | 'log' | 'systems'>): () => Promise<void> {
  return async () => {
    if (systems.length < 2) return;
    const approval_codes = await codesWithoutOwner(db);
    if (approval_codes.length === 0) return;
    const advice = 'name the `system` of each in the file of definitions and run `external apply`';
    log.warn({ approval_codes, systems, advice }, 'any system may push under these third-party definitions');
  };
}
