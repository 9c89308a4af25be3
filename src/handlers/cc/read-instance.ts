import { InvalidId } from '../../lib/ids.ts';
import { referredTo } from '../../store/third-party-reference.ts';
import { type AnyInstance, readThirdParty, takesPart } from '../../third-party/instance/as-instance.ts';
import type { CcDeps } from './deps.ts';

/** Whoever takes part in an instance may copy it: its initiator, its approvers, those it was copied to; and administrators. */
export const mayCopy = (
  person: string,
  instance: Pick<AnyInstance, 'initiator' | 'approvers' | 'ccs'>,
  admins: string[],
): boolean => takesPart(instance, person) || admins.includes(person);

/** The instance behind a code or a reference, for this person. Throws what `isUnreadable` knows when there is none. */
export async function readInstance(
  deps: Pick<CcDeps, 'db' | 'approvals' | 'directory'>,
  instanceCode: string,
  asker: string,
): Promise<AnyInstance> {
  const instanceId = referredTo(instanceCode);
  if (instanceId === undefined) return deps.approvals.instance(instanceCode);
  const found = await readThirdParty(deps, instanceId, asker);
  if (!found) throw new InvalidId('no third-party instance of this id was pushed');
  return found;
}

/** The links that open an instance; third-party ones have their own, if any that may be opened. */
export const linksTo = ({ links }: Pick<CcDeps, 'links'>, { instanceCode, thirdParty }: AnyInstance) =>
  thirdParty ? (thirdParty.links ?? null) : links(instanceCode);
