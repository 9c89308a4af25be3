import type { CardBook } from '../../cards/book.ts';
import { BUTTONS } from '../../cards/buttons.ts';
import type { LeftOutView } from '../../cards/views.ts';
import { type Action, forOwner } from '../../dispatch/actions.ts';
import type { Click, ClickAnswer } from '../../dispatch/click.ts';
import { timeOfDay } from '../../lib/time-zone.ts';
import { sendPrivately } from '../../outbound/notices.ts';
import type { Tx } from '../../store/db.ts';
import {
  type CcRequest,
  cancelChoice,
  chooseInstance,
  findRequest,
  type NewCcRequest,
} from '../../store/tables/cc-requests.ts';
import { CARD_LIFE_MS } from '../../store/tables/sent-cards.ts';
import type { Choice } from './choice.ts';
import { type CcDeps, copyKey, copyQueue } from './deps.ts';
import { sayInLine } from './line.ts';
import { pickerRows } from './picker-rows.ts';

const pickerKey = (requestId: string) => `picker:${requestId}`;

/** Sends the list of instances to choose from to the sender's direct chat: it is nobody else's business. */
export async function sendPicker(
  tx: Tx,
  deps: Pick<CcDeps, 'cards' | 'summaries'>,
  request: NewCcRequest,
  rows: Choice[],
  leftOut: LeftOutView,
) {
  const { cards } = deps;
  const { id, sender, recipients, comment } = request;
  const card = cards.card('cc-picker', {
    requestId: id,
    recipients,
    comment: comment || null,
    leftOut,
    rows: await pickerRows(tx, deps, sender, rows),
  });
  const offers = rows.map((row) => row.instanceCode);
  const press = { kind: 'cc-picker', owner: sender, about: id, offers } as const;
  await sendPrivately(tx, cards, request, { key: pickerKey(id), card, press, sent: 'cc.picker_sent' });
}

/** The buttons of the picker: choose an instance, or cancel. */
export function pickerActions({ cards, clock }: Pick<CcDeps, 'cards' | 'clock'>): Action[] {
  const told = (key: 'toast.working' | 'toast.cancelled') => ({ toast: cards.toast('info', key) });

  const onPicker = forOwner(cards, {
    kind: 'cc-picker',
    named: 'r',
    async find({ about }, tx) {
      const request = await findRequest(tx, about);
      return request && clock.now() - request.createdAt <= CARD_LIFE_MS ? request : undefined;
    },
    notYours: 'toast.not_yours',
    outdated: 'toast.outdated',
  });

  return [
    onPicker(BUTTONS.ccPick, 'by-state', async ({ click, value, card: { offers }, thing: request, tx }) => {
      const instanceCode = value.i;
      if (!offers.includes(instanceCode)) return { toast: cards.toast('warning', 'toast.outdated') };
      if (!(await chooseInstance(tx, request.id, instanceCode, click.messageId)))
        return settledAnswer(cards, tx, request, click);
      await copyQueue.add(tx, { key: copyKey(request), payload: {} });
      const card = cards.card('cc-progress', { recipients: request.recipients });
      return { ...told('toast.working'), card: { type: 'raw', data: card } };
    }),
    onPicker(BUTTONS.ccCancel, 'by-state', async ({ click, thing: request, tx }) => {
      if (!(await cancelChoice(tx, request.id))) return settledAnswer(cards, tx, request, click);
      const cancelled = { key: 'cc.cancelled', level: 'info' } as const;
      await sayInLine(tx, cards, request, cancelled);
      const card = cards.notice(cancelled);
      return { ...told('toast.cancelled'), card: { type: 'raw', data: card } };
    }),
  ];
}

/**
 * A second click changes nothing; it is told what became of the first. That may have been decided by another replica
 * since the request was read.
 */
async function settledAnswer(
  cards: CardBook,
  tx: Tx,
  request: CcRequest,
  { timezone }: Click,
): Promise<ClickAnswer> {
  const { state, settledAt } = (await findRequest(tx, request.id)) ?? request;
  if (state === 'cancelled') return { toast: cards.toast('info', 'toast.cancelled') };
  if (state === 'failed') return { toast: cards.toast('warning', 'toast.outdated') };
  if (state !== 'done' || settledAt === null) return { toast: cards.toast('info', 'toast.working') };
  return { toast: cards.toast('info', 'toast.already_done', { time: timeOfDay(settledAt, timezone) }) };
}
