import type { AnyInstance } from '../../external/as-instance.ts';
import { referredTo } from '../../external-reference.ts';
import { jobOutcome } from '../../jobs/outcome.ts';
import { copiesOfInstance } from '../../store/tables/cc-copies.ts';
import type { CcParts } from './parts.ts';

/**
 * Whether each person an instance was copied to has opened it, by the events; where none came in, by the list, one call
 * a person: that tells neither a copy's id nor its recipient, so it can only be asked by person.
 */
export async function readersOf(
  { db, copies, approvalCodes }: Pick<CcParts, 'db' | 'copies' | 'approvalCodes'>,
  { approvalCode, instanceCode, ccs, external }: AnyInstance,
): Promise<{ read: string[]; unread: string[] }> {
  const everyone = new Set(ccs.flatMap((entry) => entry.to.map((person) => person.openId)));
  const people = [...everyone].filter((openId) => !external?.untracked.includes(openId));
  const known = new Map<string, boolean>();
  for (const { openId, read } of await copiesOfInstance(db, instanceCode))
    known.set(openId, read || known.get(openId) === true);
  const told = (openId: string) => approvalCodes.includes(approvalCode) && known.has(openId);
  for (const openId of people.filter((one) => known.get(one) !== true && !told(one))) {
    const listed = await copies.ofInstance(openId, listedAs(approvalCode, instanceCode)).catch((error) => {
      throw jobOutcome(error);
    });
    known.set(
      openId,
      listed.some((copy) => copy.read),
    );
  }
  return {
    read: people.filter((person) => known.get(person) === true),
    unread: people.filter((person) => known.get(person) !== true),
  };
}

/** Lists know a third-party instance by the id of its system. */
function listedAs(approvalCode: string, instanceCode: string) {
  const externalId = referredTo(instanceCode);
  return externalId === undefined ? { instanceCode } : { externalId, approvalCode };
}
