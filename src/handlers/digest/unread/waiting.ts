import type { Words } from '../../../lib/words.ts';
import type { Tx } from '../../../store/db.ts';
import { type UnreadInstance, unreadInstances } from '../../../store/tables/cc-instances.ts';
import { namesOfDefinitions } from '../../../wording/names.ts';

/** An instance that waits unread, its definition named as each reader reads it. */
export interface WaitingInstance extends Omit<UnreadInstance, 'approvalName'> {
  approvalName: Words;
}

/** What waits unread for a person, oldest first. Names are those that are known: nothing is called for them. */
export async function waitingFor(tx: Pick<Tx, 'all'>, openId: string): Promise<WaitingInstance[]> {
  const instances = await unreadInstances(tx, openId);
  const codes = instances.map(({ approvalCode }) => approvalCode);
  const nameOf = await namesOfDefinitions(tx, codes);
  return instances.map((one) => ({ ...one, approvalName: nameOf(one.approvalCode, one.approvalName) }));
}
