import type { Clock } from '../../lib/clock.ts';
import { learnThirdPartyCopies } from '../../read-state/third-party-copies.ts';
import type { Tx } from '../../store/db.ts';
import { rememberCopied } from '../../store/tables/cc-instances.ts';
import { definitionName, keepNames } from '../../store/tables/third-party-names.ts';
import { referenceTo } from '../../store/third-party-reference.ts';
import type { ThirdPartyState } from './state.ts';
import { businessKey, titleOf } from './words.ts';

/** Lets the lists of unread copies, receipts and commands know of an instance what they know of native ones. */
export async function keepReadModel(
  tx: Tx,
  clock: Pick<Clock, 'now' | 'steady'>,
  { record, copies, openIdOf }: ThirdPartyState,
): Promise<void> {
  const { whole, approvalCode, instanceId } = record;
  const instanceCode = referenceTo(instanceId);
  await rememberCopied(tx, {
    instanceCode,
    approvalCode,
    approvalName: await definitionName(tx, approvalCode),
    serialNumber: businessKey(whole),
    status: whole.status,
    initiator: openIdOf(whole) ?? '',
    title: titleOf(whole),
    pcLink: whole.links.pc_link ?? '',
    mobileLink: whole.links.mobile_link ?? '',
  });
  await learnThirdPartyCopies(tx, clock, { approvalCode, instanceCode, copies });
  await keepNames(tx, instanceId, namesOf(record));
}

/** Its id, the number of its document, and every address that opens it. */
function namesOf({ instanceId, whole }: ThirdPartyState['record']): string[] {
  const links = [whole, ...(whole.task_list ?? []), ...(whole.cc_list ?? [])].flatMap((one) => [
    one.links.pc_link ?? '',
    one.links.mobile_link ?? '',
  ]);
  return [...new Set([instanceId, businessKey(whole), ...links])];
}
