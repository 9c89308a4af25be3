import type { Tx } from '../../store/db.ts';
import { findNotice, type Notice } from '../../store/tables/third-party-notices.ts';
import { holdState, type ThirdPartyState } from '../instance/state.ts';

/** A notice and its instance, neither of which anybody else changes until the transaction ends. */
export async function heldNotice(
  tx: Tx,
  cardKey: string,
): Promise<{ notice: Notice; state: ThirdPartyState | undefined } | undefined> {
  const found = await findNotice(tx, cardKey);
  const state = found && (await holdState(tx, found.instanceId));
  const notice = await findNotice(tx, cardKey);
  return notice && { notice, state };
}
