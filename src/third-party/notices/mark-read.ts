import { BUTTONS } from '../../cards/buttons.ts';
import { type Action, forOwner } from '../../dispatch/actions.ts';
import type { Tx } from '../../store/db.ts';
import { changeNotice, findNotice } from '../../store/tables/third-party-notices.ts';
import { markRead } from '../instance/mark-read.ts';
import type { AnnounceDeps } from './deps.ts';
import { heldNotice } from './lock-notice.ts';
import { draw } from './render.ts';

/** The button of a copied person's card: what it says is settled at once, and Feishu hears of it. */
export function markAction(deps: Pick<AnnounceDeps, 'cards' | 'clock' | 'summaries'>): Action {
  const { cards, clock } = deps;
  const onNotice = forOwner(cards, {
    kind: 'external-notice',
    named: 'k',
    find: ({ about }, tx) => findNotice(tx, about),
    notYours: 'toast.mark_not_yours',
    outdated: 'toast.list_outdated',
  });
  return onNotice(BUTTONS.thirdPartyRead, 'by-state', async ({ thing: notice, tx }) => {
    const marked = await markRead(tx, clock, notice.instanceId, notice.openId);
    const toast = cards.toast('success', marked ? 'toast.marked_read' : 'toast.marked_before');
    const card = await shownAnew(tx, deps, notice.cardKey);
    return { toast, ...(card ? { card: { type: 'raw', data: card } } : {}) };
  });
}

async function shownAnew(
  tx: Tx,
  deps: Pick<AnnounceDeps, 'cards' | 'summaries'>,
  cardKey: string,
): Promise<object | undefined> {
  const held = await heldNotice(tx, cardKey);
  const drawn = held?.state && (await draw(tx, deps, held.notice, held.state));
  if (!drawn) return undefined;
  await changeNotice(tx, { ...held.notice, face: drawn.face });
  return drawn.card;
}
