import type { CcReceiptView } from '../../cards/views.ts';
import type { ApprovalInstance } from '../../feishu/approval-instance.ts';
import { type Destination, sendCard } from '../../outbound/outbox.ts';
import type { Tx } from '../../store/db.ts';
import { addReceipt } from '../../store/tables/cc-receipts.ts';
import type { CcRequest } from '../../store/tables/cc-requests.ts';
import type { CcParts } from './parts.ts';
import type { WhoRead } from './who-read.ts';

type ReceiptBase = Omit<CcReceiptView, 'reading'>;

/** Sends a receipt; where the events of the definition come in, it will show who has read. */
export async function sendReceipt(
  tx: Tx,
  parts: CcParts,
  { cardKey, to, request, instance }: ReceiptToSend,
): Promise<void> {
  const view = receiptView(parts, request, instance);
  const follow = parts.approvalCodes.includes(instance.approvalCode);
  const nobody = { read: [], unread: request.recipients };
  await sendCard(tx, cardKey, {
    to,
    card: follow
      ? liveReceipt(parts, view, request.id, cardKey, nobody)
      : parts.cards.card('cc-receipt', view),
    about: { approvalCode: instance.approvalCode, instanceCode: instance.instanceCode },
  });
  if (!follow) return;
  await addReceipt(tx, {
    cardKey,
    requestId: request.id,
    approvalCode: instance.approvalCode,
    instanceCode: instance.instanceCode,
    messageId: to.kind === 'replace' ? to.messageId : null,
    view: JSON.stringify(view),
    shown: JSON.stringify(nobody),
  });
}

interface ReceiptToSend {
  cardKey: string;
  to: Destination;
  request: CcRequest;
  instance: ApprovalInstance;
}

/** The receipt with who has read so far. */
export function liveReceipt(
  { cards }: Pick<CcParts, 'cards'>,
  view: ReceiptBase,
  requestId: string,
  cardKey: string,
  { read, unread }: WhoRead,
): object {
  const reading = { read, total: read.length + unread.length, requestId, cardKey };
  return cards.card('cc-receipt', { ...view, reading });
}

function receiptView({ links }: CcParts, request: CcRequest, instance: ApprovalInstance): ReceiptBase {
  return {
    approvalName: instance.approvalName,
    status: instance.status,
    sender: request.sender,
    recipients: request.recipients,
    leftOutSelf: request.leftOutSelf,
    links: links(instance.instanceCode),
    ...(instance.serialNumber ? { serialNumber: instance.serialNumber } : {}),
    ...(instance.initiator ? { initiator: instance.initiator } : {}),
    ...(request.comment ? { comment: request.comment } : {}),
  };
}
