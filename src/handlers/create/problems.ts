import type { CardBook } from '../../cards/book.ts';
import type { ProblemKey } from '../../cards/keys.ts';
import { codes } from '../../feishu/gateway/codes.ts';
import {
  FeishuRefusal,
  FeishuUnreachable,
  hadNoEffect,
  isLimit,
  isRefusal,
  LimitReached,
  mayPass,
} from '../../feishu/gateway/errors.ts';
import type { InstanceLinks } from '../../lib/instance-links.ts';
import { generalProblem, withReference } from '../../outbound/problems.ts';

/** Switched off, deleted, not there, or of a kind that the API can't start. */
export const NOT_OFFERED: readonly number[] = [
  codes.definitionUnknown,
  codes.kindUnsupported,
  codes.definitionOff,
  codes.definitionDeleted,
];

const sentences: Record<number, ProblemKey> = {
  [codes.badParameter]: 'create.error.rejected',
  [codes.personUnknown]: 'create.error.initiator',
  [codes.mayNotStart]: 'create.error.not_allowed',
  [codes.notAllowed]: 'create.error.not_allowed',
  [codes.workforceRules]: 'create.error.leave_locked',
  [codes.signatureNeeded]: 'create.error.signature',
};

/** The sentence for a step that did not come about: nothing was submitted by it. */
export function problemKey(error: unknown): ProblemKey {
  if (mayPass(error)) return 'create.error.unreachable';
  if (!(error instanceof FeishuRefusal)) return generalProblem(error);
  return NOT_OFFERED.includes(error.code) ? 'create.gone' : (sentences[error.code] ?? generalProblem(error));
}

const withdrawals: Record<number, ProblemKey> = {
  [codes.signatureNeeded]: 'create.withdraw_signature',
  [codes.definitionUnknown]: 'create.withdraw_gone',
  [codes.instanceUnknown]: 'create.withdraw_gone',
};

/** Why Feishu does not withdraw. */
export const withdrawalProblem = ({ code }: FeishuRefusal): ProblemKey =>
  withdrawals[code] ?? 'create.withdraw_refused';

/** The sentence for a submission, which may have arrived when no answer came back. */
export function submissionProblem(error: unknown): ProblemKey {
  if (isLimit(error) || error instanceof LimitReached) return 'create.error.busy';
  if (isRefusal(error, codes.busy, codes.instanceHeld)) return 'create.error.busy';
  if (error instanceof FeishuUnreachable) return 'create.error.network';
  return error instanceof FeishuRefusal && !hadNoEffect(error) ? 'create.error.network' : problemKey(error);
}

/** The same above a form, with what it needs: `draftId` lets an operator find what happened. */
export const aboveForm = (key: ProblemKey, draftId: string) => {
  const sentence = withReference(key, draftId);
  return { notice: key, noticeParams: 'params' in sentence ? sentence.params : {} };
};

/** A card with one sentence; `reference` lets an operator find what happened, `open` is what a button beside it opens. */
export function notice(cards: CardBook, key: ProblemKey, reference: string, open?: InstanceLinks): object {
  const level = key.startsWith('create.error.') || key.startsWith('error.') ? 'error' : 'info';
  return cards.notice({ ...withReference(key, reference), level, open });
}
