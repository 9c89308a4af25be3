import { answerOf, answerPrivately, inPrivate } from '../../outbound/notices.ts';
import { sendCard } from '../../outbound/outbox.ts';
import { learnPeople } from '../../read-state/learn.ts';
import type { Tx } from '../../store/db.ts';
import { rememberRemarks } from '../../store/tables/cc-remarks.ts';
import { type CcRequest, settleRequest } from '../../store/tables/cc-requests.ts';
import { rememberInstance } from '../../store/tables/seen-instances.ts';
import { referredTo } from '../../store/third-party-reference.ts';
import type { AnyInstance } from '../../third-party/instance/as-instance.ts';
import type { CcDeps } from './deps.ts';
import { sayInLine } from './line.ts';
import { problemOf } from './problems.ts';
import { type ReceiptDeps, sendReceipts } from './receipt.ts';

export type ReportDeps = ReceiptDeps & Pick<CcDeps, 'clock'>;

/** Puts the receipt where the CC was asked for, and in the place of the picker if there was one. */
export async function reportSuccess(tx: Tx, deps: ReportDeps, request: CcRequest, instance: AnyInstance) {
  if (!(await settleRequest(tx, request.id, 'done', 'copied'))) return;
  if (!instance.thirdParty) await rememberInstance(tx, instance);
  await learnPeople(tx, deps.clock, instance.people);
  const remark = { by: request.sender, comment: request.comment, at: request.createdAt };
  const remarks = request.recipients.map((openId) => ({ openId, ...remark }));
  await rememberRemarks(tx, instance.instanceCode, remarks);
  await sendReceipts(tx, deps, request, instance);
}

/** Tells the sender what happened and what to do; in private, unless it is settled that the instance is theirs to copy. */
export async function reportFailure(
  tx: Tx,
  { cards, links }: Pick<CcDeps, 'cards' | 'links'>,
  request: CcRequest,
  error: unknown,
) {
  const { instanceCode } = request;
  const isNative = instanceCode !== null && referredTo(instanceCode) === undefined;
  const view = { ...problemOf(error, request), open: isNative ? links(instanceCode) : undefined };
  if (!(await settleRequest(tx, request.id, 'failed', view.key))) return;
  if (request.pickerMessageId) {
    const to = { kind: 'replace', messageId: request.pickerMessageId } as const;
    const otherwise = inPrivate(cards, request, view);
    await sendCard(tx, `picked:${request.id}`, { to, card: cards.notice(view), otherwise });
    if (request.direct) return;
    if (request.state !== 'sending')
      return sayInLine(tx, cards, request, { key: 'message.in_private', level: 'info' });
  }
  if (request.state !== 'sending') return answerPrivately(tx, cards, request, view);
  await sayInLine(tx, cards, request, view, answerOf(cards, request, view));
}
