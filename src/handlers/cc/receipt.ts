import type { CcReceiptView } from '../../cards/views.ts';
import { type Destination, type Keyed, type Outgoing, sendCard } from '../../outbound/outbox.ts';
import type { Tx } from '../../store/db.ts';
import { addReceipt, type CcReceipt } from '../../store/tables/cc-receipts.ts';
import type { CcRequest } from '../../store/tables/cc-requests.ts';
import type { AnyInstance } from '../../third-party/instance/as-instance.ts';
import { type CcDeps, liveQueue } from './deps.ts';
import { linksTo } from './read-instance.ts';
import type { WhoRead } from './who-read.ts';

type ReceiptBase = Omit<CcReceiptView, 'reading'>;

/**
 * Sends the receipt: in the place of the picker if there was one, and where the CC was asked for; where the bot may not
 * write any more, in the sender's direct chat.
 */
export async function sendReceipts(
  tx: Tx,
  deps: ReceiptDeps,
  request: CcRequest,
  instance: AnyInstance,
): Promise<void> {
  const { id, messageId, chatId, pickerMessageId, sender, direct } = request;
  const receipt = receiptsOf(deps, request, instance);
  const inPrivate = receipt(`receipt-in-private:${id}`, { kind: 'person', openId: sender });
  const reply = receipt(`receipt:${id}`, { kind: 'reply', messageId, chatId }, { otherwise: inPrivate });
  const cards = [reply, inPrivate];
  if (pickerMessageId) {
    const after = direct ? { otherwise: reply } : { otherwise: reply, next: reply };
    cards.unshift(receipt(`picked:${id}`, { kind: 'replace', messageId: pickerMessageId }, after));
  }
  const [first = reply] = cards;
  await sendCard(tx, first.key, first.outgoing);
  if (isFollowed(deps, instance)) for (const { key } of cards) await follow(tx, deps, key, request, instance);
}

/** What a receipt is made of. */
export type ReceiptDeps = Pick<CcDeps, 'approvalCodes' | 'cards' | 'links'>;

/** Makes receipts of one request: where the events of the definition come in, each will show who has read. */
function receiptsOf(deps: ReceiptDeps, request: CcRequest, instance: AnyInstance) {
  const { approvalCode, instanceCode } = instance;
  const view = receiptView(deps, request, instance);
  return (cardKey: string, to: Destination, after: Pick<Outgoing, 'next' | 'otherwise'> = {}): Keyed => {
    const outgoing = { to, about: { approvalCode, instanceCode }, ...after };
    if (!isFollowed(deps, instance))
      return {
        key: cardKey,
        outgoing: { ...outgoing, card: deps.cards.card('cc-receipt', { ...view, reading: null }) },
      };
    const card = liveReceipt(deps, view, request.id, cardKey, nobody(request));
    const report = { queue: liveQueue.name, payload: { cardKey } };
    const press = { kind: 'cc-receipt', owner: request.sender, about: request.id } as const;
    return { key: cardKey, outgoing: { ...outgoing, card, press, report } };
  };
}

/** Of third-party instances the system tells what is read, or the reader does. */
const isFollowed = (
  { approvalCodes }: Pick<CcDeps, 'approvalCodes'>,
  { approvalCode, thirdParty }: AnyInstance,
) => thirdParty !== undefined || approvalCodes.includes(approvalCode);

const nobody = ({ recipients }: CcRequest): WhoRead => ({ read: [], unread: recipients });

const follow = (
  tx: Tx,
  deps: Pick<CcDeps, 'links'>,
  cardKey: string,
  request: CcRequest,
  instance: AnyInstance,
) =>
  addReceipt(tx, {
    cardKey,
    requestId: request.id,
    approvalCode: instance.approvalCode,
    instanceCode: instance.instanceCode,
    view: JSON.stringify(receiptView(deps, request, instance)),
    shown: JSON.stringify(nobody(request)),
  });

/** The receipt with who has read so far. */
export function liveReceipt(
  { cards }: Pick<CcDeps, 'cards'>,
  view: ReceiptBase,
  requestId: string,
  cardKey: string,
  { read, unread }: WhoRead,
): object {
  const reading = { read, total: read.length + unread.length, requestId, cardKey };
  return cards.card('cc-receipt', { ...view, reading });
}

function receiptView(deps: Pick<CcDeps, 'links'>, request: CcRequest, instance: AnyInstance): ReceiptBase {
  const hadIt = instance.thirdParty ? (request.knownCcs ?? []) : [];
  return {
    approvalName: instance.approvalName,
    sender: request.sender,
    recipients: request.recipients,
    leftOutSelf: request.leftOutSelf,
    status: instance.status ?? null,
    links: linksTo(deps, instance),
    hadIt: hadIt.length > 0 ? hadIt : null,
    serialNumber: instance.serialNumber || null,
    initiator: instance.initiator || null,
    comment: request.comment || null,
  };
}

const NOT_KNOWN = {
  status: null,
  links: null,
  hadIt: null,
  serialNumber: null,
  initiator: null,
  comment: null,
};

/** What a receipt shows besides the reading, as it was kept; earlier versions kept no nulls. */
export const keptView = ({ view }: Pick<CcReceipt, 'view'>): ReceiptBase => ({
  ...NOT_KNOWN,
  ...JSON.parse(view),
});
