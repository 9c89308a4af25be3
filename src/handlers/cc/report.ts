import type { NoticeView } from '../../cards/views.ts';
import type { ApprovalInstance } from '../../feishu/approval-instance.ts';
import { answer, answerPrivately } from '../../outbound/notices.ts';
import { type Keyed, sendCard } from '../../outbound/outbox.ts';
import type { Tx } from '../../store/db.ts';
import { type CcRequest, settleRequest } from '../../store/tables/cc-requests.ts';
import { rememberInstance } from '../../store/tables/seen-instances.ts';
import type { CcParts } from './parts.ts';
import { problemKey } from './problems.ts';

/** Puts the receipt where the CC was asked for, and in the place of the picker if there was one. */
export async function reportSuccess(tx: Tx, parts: CcParts, request: CcRequest, instance: ApprovalInstance) {
  if (!(await settleRequest(tx, request.id, 'done', 'copied'))) return;
  await rememberInstance(tx, instance);
  const { pickerMessageId } = request;
  const reply = receiptAsReply(receipt(parts, request, instance), request, instance);
  if (!pickerMessageId) return sendCard(tx, reply.key, reply.outgoing);
  await sendCard(tx, `picked:${request.id}`, {
    ...reply.outgoing,
    to: { kind: 'replace', messageId: pickerMessageId },
    otherwise: reply,
    ...(request.direct ? {} : { next: reply }),
  });
}

/** The receipt where the CC was asked for; where the bot may not write any more, in the sender's direct chat. */
function receiptAsReply(
  card: object,
  request: CcRequest,
  { approvalCode, instanceCode }: ApprovalInstance,
): Keyed {
  const about = { approvalCode, instanceCode };
  const toSender = { to: { kind: 'person', openId: request.sender }, card, about } as const;
  return {
    key: `receipt:${request.id}`,
    outgoing: {
      to: { kind: 'reply', messageId: request.messageId, chatId: request.chatId },
      card,
      about,
      otherwise: { key: `receipt-in-private:${request.id}`, outgoing: toSender },
    },
  };
}

function receipt({ cards, links }: CcParts, request: CcRequest, instance: ApprovalInstance): object {
  return cards.card('cc-receipt', {
    approvalName: instance.approvalName,
    status: instance.status,
    sender: request.sender,
    recipients: request.recipients,
    leftOutSelf: request.leftOutSelf,
    links: links(instance.instanceCode),
    ...(instance.serialNumber ? { serialNumber: instance.serialNumber } : {}),
    ...(instance.initiator ? { initiator: instance.initiator } : {}),
    ...(request.comment ? { comment: request.comment } : {}),
  });
}

/** Tells the sender what happened and what to do; in private, unless it is settled that the instance is theirs to copy. */
export async function reportFailure(tx: Tx, { cards }: CcParts, request: CcRequest, error: unknown) {
  const key = problemKey(error, request.state);
  if (!(await settleRequest(tx, request.id, 'failed', key))) return;
  const view: NoticeView = {
    key,
    level: key === 'cc.not_found' ? 'warning' : 'error',
    ...(key === 'error.unexpected' ? { params: { reference: request.id } } : {}),
  };
  if (request.pickerMessageId) {
    const to = { kind: 'replace', messageId: request.pickerMessageId } as const;
    await sendCard(tx, `picked:${request.id}`, { to, card: cards.card('notice', view) });
    if (request.direct || request.state !== 'sending') return;
  }
  const tell = request.state === 'sending' ? answer : answerPrivately;
  await tell(tx, cards, request, view);
}
