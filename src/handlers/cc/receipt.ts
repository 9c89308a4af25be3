import type { CcReceiptView } from '../../cards/views.ts';
import { type Destination, type Keyed, type Outgoing, sendCard } from '../../outbound/outbox.ts';
import type { Tx } from '../../store/db.ts';
import { addReceipt, type CcReceipt } from '../../store/tables/cc-receipts.ts';
import type { CcRequest } from '../../store/tables/cc-requests.ts';
import { referredTo } from '../../store/third-party-reference.ts';
import type { AnyInstance } from '../../third-party/instance/as-instance.ts';
import { aboutOne } from './about.ts';
import { type CcDeps, liveQueue } from './deps.ts';
import { placeOfLine } from './line.ts';
import { linksTo } from './read-instance.ts';
import type { WhoRead } from './who-read.ts';

type ReceiptBase = Omit<CcReceiptView, 'reading'>;

/**
 * Sends the receipt: in the place of the picker if there was one, and where the CC was asked for, in the place of the line
 * by which a group was told of the picker; where the bot may not write any more, in the sender's direct chat.
 */
export async function sendReceipts(
  tx: Tx,
  deps: ReceiptDeps,
  request: CcRequest,
  instance: AnyInstance,
): Promise<void> {
  const { id, messageId, chatId, pickerMessageId, sender, direct } = request;
  const { about } = await aboutOne(tx, deps, sender, instance.instanceCode);
  const receipt = receiptsOf(deps, request, instance);
  const own = { about, show: null };
  const inPrivate = receipt(`receipt-in-private:${id}`, { kind: 'person', openId: sender }, own);
  const shown = (key: string, to: Destination, otherwise: Receipt) => {
    const show = about === null ? null : { requestId: id, cardKey: key };
    return receipt(key, to, direct ? own : { about: null, show }, { otherwise });
  };
  const reply = shown(`receipt:${id}`, { kind: 'reply', messageId, chatId }, inPrivate);
  const cards = [reply, inPrivate];
  const line = await placeOfLine(tx, request);
  if (line) cards.unshift(shown(`receipt-in-line:${id}`, line, reply));
  if (pickerMessageId) {
    const [there = reply] = cards;
    const after = direct ? { otherwise: there } : { otherwise: there, next: there };
    cards.unshift(receipt(`picked:${id}`, { kind: 'replace', messageId: pickerMessageId }, own, after));
  }
  const [first = reply] = cards;
  await sendCard(tx, first.key, first.outgoing);
  for (const card of cards) await follow(tx, deps, card, request, instance);
}

interface Receipt extends Keyed {
  view: ReceiptBase;
}

/** What a receipt is made of. */
export type ReceiptDeps = Pick<CcDeps, 'approvalCodes' | 'cards' | 'links' | 'summaries'>;

/** Makes receipts of one request: where the events of the definition come in, each will show who has read. */
function receiptsOf(deps: ReceiptDeps, request: CcRequest, instance: AnyInstance) {
  const { approvalCode, instanceCode } = instance;
  const base = receiptView(deps, request, instance);
  const followed = isFollowed(deps, instance);
  return (
    cardKey: string,
    to: Destination,
    told: Pick<ReceiptBase, 'about' | 'show'>,
    after: Pick<Outgoing, 'next' | 'otherwise'> = {},
  ): Receipt => {
    const view = { ...base, ...told };
    const card = receiptCard(deps, view, request.id, cardKey, followed ? nobody(request) : undefined);
    const report = { queue: liveQueue.name, payload: { cardKey } };
    const press = { kind: 'cc-receipt', owner: request.sender, about: request.id } as const;
    const acts = followed || view.show !== null;
    const outgoing = { to, card, about: { approvalCode, instanceCode }, ...after };
    return {
      key: cardKey,
      view,
      outgoing: { ...outgoing, ...(acts && { press }), ...(followed && { report }) },
    };
  };
}

/** Of third-party instances the system tells what is read, or the reader does. */
export const isFollowed = (
  { approvalCodes }: Pick<CcDeps, 'approvalCodes'>,
  { approvalCode, instanceCode }: Pick<AnyInstance, 'approvalCode' | 'instanceCode'>,
) => referredTo(instanceCode) !== undefined || approvalCodes.includes(approvalCode);

const nobody = ({ recipients }: CcRequest): WhoRead => ({ read: [], unread: recipients });

/** What acts is kept, and what shows who has read is kept up to date. */
async function follow(
  tx: Tx,
  deps: Pick<CcDeps, 'approvalCodes'>,
  { key: cardKey, view }: Receipt,
  request: CcRequest,
  instance: AnyInstance,
): Promise<void> {
  const followed = isFollowed(deps, instance);
  if (!followed && view.show === null) return;
  await addReceipt(tx, {
    cardKey,
    requestId: request.id,
    approvalCode: instance.approvalCode,
    instanceCode: instance.instanceCode,
    view: JSON.stringify(view),
    shown: JSON.stringify(nobody(request)),
    closed: !followed,
  });
}

/** The receipt, with who has read so far where that is learned. */
export function receiptCard(
  { cards }: Pick<CcDeps, 'cards'>,
  view: ReceiptBase,
  requestId: string,
  cardKey: string,
  who: WhoRead | undefined,
): object {
  const reading = who && { read: who.read, total: who.read.length + who.unread.length, requestId, cardKey };
  return cards.card('cc-receipt', { ...view, reading: reading ?? null });
}

function receiptView(
  deps: Pick<CcDeps, 'links'>,
  request: CcRequest,
  instance: AnyInstance,
): Omit<ReceiptBase, 'about' | 'show'> {
  const hadIt = instance.thirdParty ? (request.knownCcs ?? []) : [];
  return {
    approvalName: instance.approvalName,
    startedAt: instance.startedAt || null,
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
  about: null,
  show: null,
  startedAt: null,
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
