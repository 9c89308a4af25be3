import type { Tx } from '../store/db.ts';
import { markSent } from '../store/tables/outbound.ts';
import {
  bindCard,
  type CardKind,
  cardsAt,
  cardsUnderWay,
  directChatOf,
  type SentCard,
} from '../store/tables/sent-cards.ts';
import type { Click } from './click.ts';

/** What a click must be on: a card of this kind, and, where a button names one, about this. */
export interface Wanted {
  kind: CardKind;
  about: string | undefined;
}

/**
 * The card on which somebody has clicked: the very message that was sent, in the chat in which it was put. A forwarded one,
 * a copy, or a message that holds no card of the bot is none.
 */
export async function cardAt(tx: Tx, click: Click, wanted: Wanted): Promise<SentCard | undefined> {
  const shown = await cardsAt(tx, click.messageId, wanted.kind);
  const fits = ({ about }: SentCard) => wanted.about === undefined || wanted.about === about;
  if (shown.length === 0) return arrived(tx, click, wanted);
  return shown.find((card) => fits(card) && isIn(card.chatId, click.chatId));
}

/** Where Feishu or the answer to the send does not say which chat it is, the message alone tells. */
const isIn = (chatId: string | null, clicked: string) =>
  chatId === null || clicked === '' || chatId === clicked;

/**
 * The answer to a send was lost or is still under way, and its card is there: the first click of its owner in the chat to
 * which it went tells as which message. From then on it acts as that one alone.
 */
async function arrived(tx: Tx, click: Click, { kind, about }: Wanted): Promise<SentCard | undefined> {
  const { messageId, chatId: clicked } = click;
  if (clicked === '') return undefined;
  for (const card of await cardsUnderWay(tx, kind, about ?? '')) {
    const chatId = card.chatId ?? (card.owner === null ? undefined : await directChatOf(tx, card.owner));
    const isTheirs = card.owner === null ? chatId !== undefined : card.owner === click.operator;
    if (!isTheirs || (chatId !== undefined && chatId !== clicked)) continue;
    if (!(await bindCard(tx, card.key, { messageId, chatId: clicked }))) continue;
    await markSent(tx, card.key, messageId);
    return card;
  }
  return undefined;
}
