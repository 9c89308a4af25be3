import type { Involved } from '../../feishu/involvements.ts';
import { copiesOfInstance } from '../../store/tables/cc-copies.ts';
import { referredTo } from '../../store/third-party-reference.ts';
import type { AnyInstance } from '../../third-party/instance/as-instance.ts';
import type { CcDeps } from './deps.ts';

/**
 * Whether each person an instance was copied to has opened it, by the events; where none came in, by the list, one call
 * a person: that tells neither a copy's id nor its recipient, so it can only be asked by person.
 */
export async function readersOf(
  deps: Pick<CcDeps, 'db' | 'copies' | 'lists' | 'approvalCodes'>,
  instance: AnyInstance,
): Promise<{ read: string[]; unread: string[] }> {
  const { db, approvalCodes } = deps;
  const { approvalCode, instanceCode, ccs, thirdParty } = instance;
  const everyone = new Set(ccs.flatMap((entry) => entry.to.map((person) => person.openId)));
  const people = [...everyone].filter((openId) => !thirdParty?.untracked.includes(openId));
  const known = new Map<string, boolean>();
  for (const { openId, read } of await copiesOfInstance(db, instanceCode))
    known.set(openId, read || known.get(openId) === true);
  const told = (openId: string) => approvalCodes.includes(approvalCode) && known.has(openId);
  for (const openId of people.filter((one) => known.get(one) !== true && !told(one)))
    known.set(openId, await hasRead(deps, instance, openId));
  return {
    read: people.filter((person) => known.get(person) === true),
    unread: people.filter((person) => known.get(person) !== true),
  };
}

/**
 * Whose copies search_cc lists for a person is documented as "user ID" alone. What it says of somebody who has copied nothing
 * here is theirs; else, and where it says nothing, their read notices decide (tasks/query, topic 18), if all can be had.
 */
async function hasRead(
  { copies, lists }: Pick<CcDeps, 'copies' | 'lists'>,
  { approvalCode, instanceCode, ccs }: AnyInstance,
  openId: string,
): Promise<boolean> {
  const thirdPartyId = referredTo(instanceCode);
  const named = thirdPartyId === undefined ? { instanceCode } : { thirdPartyId, approvalCode };
  const listed = await copies.ofInstance(openId, named);
  const mayHaveCopied = ccs.some(({ by }) => [openId, ''].includes(by));
  if (listed.length > 0 && !mayHaveCopied) return listed.some((copy) => copy.read);
  const isIt = (row: Involved) =>
    thirdPartyId === undefined
      ? row.instanceCode === instanceCode
      : row.thirdPartyId === thirdPartyId && row.approvalCode === approvalCode;
  let isUnsure = false;
  for await (const { rows, isPartial } of lists.pagesOf(openId, 'read')) {
    if (rows.some(isIt)) return true;
    isUnsure = isPartial;
  }
  return isUnsure && listed.some((copy) => copy.read);
}
