import { NOT_UPDATABLE } from '../../feishu/gateway/codes.ts';
import { isRefusal } from '../../feishu/gateway/errors.ts';
import type { JobHandler, Writes } from '../../jobs/perform.ts';
import { patchCard } from '../../outbound/patch.ts';
import { CARD_PATIENCE_MS } from '../../outbound/sender.ts';
import type { Tx } from '../../store/db.ts';
import { changeNotice, findNotice, type Notice } from '../../store/tables/third-party-notices.ts';
import { stateOf } from '../instance/state.ts';
import { type AnnounceDeps, patchQueue } from './deps.ts';
import { heldNotice } from './lock-notice.ts';
import { draw } from './render.ts';
import { keepUp } from './update-notices.ts';

/** The job that changes a card; at its end it looks whether there is more to change, so that the last one is right. */
export function patchJob(
  deps: Pick<AnnounceDeps, 'cards' | 'db' | 'log' | 'messages' | 'summaries'>,
): JobHandler {
  const { db } = deps;

  async function patch(notice: Notice, messageId: string): Promise<Writes> {
    const state = await stateOf(db, notice.instanceId);
    const drawn = state && (await draw(db, deps, notice, state));
    if (drawn) await patchCard(deps, messageId, drawn.card);
    return async (tx) => {
      const held = await heldNotice(tx, notice.cardKey);
      if (!held) return;
      const shown: Notice = { ...held.notice, state: 'sent', face: drawn?.face ?? notice.face };
      await changeNotice(tx, shown);
      if (held.state) await keepUp(tx, deps, held.state, { notice: shown, wanted: true });
    };
  }

  return patchQueue.handler({
    patienceMs: CARD_PATIENCE_MS,
    async run({ payload: { cardKey } }) {
      const notice = await findNotice(db, cardKey);
      if (notice?.state !== 'patching' || !notice.messageId) return undefined;
      try {
        return await patch(notice, notice.messageId);
      } catch (error) {
        if (isRefusal(error, ...NOT_UPDATABLE)) return (tx) => end(tx, cardKey, 'closed');
        throw error;
      }
    },
    /** The next change of the instance tries once more. */
    async gaveUp({ payload: { cardKey } }, _error, tx) {
      await end(tx, cardKey, 'sent');
    },
  });
}

async function end(tx: Tx, cardKey: string, state: 'closed' | 'sent'): Promise<void> {
  const held = await heldNotice(tx, cardKey);
  if (held?.notice.state === 'patching') await changeNotice(tx, { ...held.notice, state });
}
