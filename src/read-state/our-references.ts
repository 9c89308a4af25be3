import type { ListedInstance, OfAnyKind } from '../feishu/listed.ts';
import type { Tx } from '../store/db.ts';
import { definitionsOfOurs } from '../store/tables/third-party-names.ts';
import { referenceTo } from '../store/third-party-reference.ts';

type Listed = Pick<ListedInstance, 'approvalCode'> & OfAnyKind;

/** Tells of instances out of Feishu's lists which of them the bot itself has brought there, by its reference to each. */
export async function ourReferences(
  db: Pick<Tx, 'all'>,
  listed: readonly Listed[],
): Promise<(one: Listed) => string | undefined> {
  const ids = listed.flatMap((one) => (one.thirdParty && one.thirdPartyId ? one.thirdPartyId : []));
  const ours = await definitionsOfOurs(db, [...new Set(ids)]);
  return ({ thirdParty, thirdPartyId, approvalCode }) =>
    thirdParty && ours.get(thirdPartyId) === approvalCode ? referenceTo(thirdPartyId) : undefined;
}
