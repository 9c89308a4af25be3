import type { Clock } from '../../lib/clock.ts';
import { announceReading } from '../../read-state/changes.ts';
import type { Tx } from '../../store/db.ts';
import { markCcRead } from '../../store/tables/third-party-ccs.ts';
import { keepThirdPartyCopy } from '../../store/tables/third-party-copies.ts';
import { referenceTo } from '../../store/third-party-reference.ts';
import { syncAdditions } from '../sync/sync-queue.ts';
import { holdState } from './state.ts';

/**
 * Marks every copy of an instance to this person as read: here at once, and in Feishu with the next call about it. False
 * when there was none to mark.
 */
export async function markRead(
  tx: Tx,
  clock: Pick<Clock, 'now' | 'steady'>,
  instanceId: string,
  openId: string,
): Promise<boolean> {
  const state = await holdState(tx, instanceId);
  if (!state) return false;
  const instanceCode = referenceTo(instanceId);
  const { approvalCode } = state.record;
  const own = state.copies.filter((copy) => copy.canMark && copy.openId === openId);
  for (const copy of own) {
    await markCcRead(tx, instanceId, copy.ccId);
    await keepThirdPartyCopy(tx, { approvalCode, instanceCode }, { ...copy, read: true });
  }
  if (own.length === 0) return false;
  await announceReading(tx, clock, instanceCode);
  await syncAdditions(tx, instanceId);
  return true;
}
