import type { ProblemKey } from '../../cards/keys.ts';
import { codes } from '../../feishu/gateway/codes.ts';
import { concernsBot, type FeishuRefusal, hadNoEffect, mayPass } from '../../feishu/gateway/errors.ts';
import { withoutStops } from '../../lib/words.ts';
import type { DraftBody } from './deps.ts';

export type DraftNotice = Pick<DraftBody, 'notice' | 'noticeParams'>;

/** The control that a refused form names: `控件=widget123`. */
export const controlNamed = ({ reason }: FeishuRefusal): string | undefined =>
  /控件\s{0,8}[=＝]\s{0,8}([\w-]{1,128})/u.exec(reason)?.[1];

/** https://open.feishu.cn/document/server-docs/approval-v4/instance/approval-instance-form-control-parameters */
const documented: [RegExp, ProblemKey][] = [
  [/leave is conflict/i, 'create.error.leave_conflict'],
  [/balance is not enough/i, 'create.error.leave_balance'],
  [/certification is required/i, 'create.error.leave_certificate'],
  [/prohibited by the workforce rules/i, 'create.error.leave_locked'],
];

/** What has a sentence of its own, whatever Feishu's words are. */
const ofCode: Record<number, ProblemKey> = {
  [codes.personUnknown]: 'create.error.initiator',
  [codes.notAllowed]: 'create.error.not_allowed',
  [codes.mayNotStart]: 'create.error.not_allowed',
  [codes.workforceRules]: 'create.error.leave_locked',
  [codes.signatureNeeded]: 'create.error.signature',
};

/** What says nothing about the form to a person. */
const sayNothing =
  /^(?:(?:the )?(?:param(?:eter)?s?|form|request)(?: is| are)? (?:invalid|error)|invalid (?:param(?:eter)?s?|form|request)|there have been some errors.{0,40}|error|failed?|fail|unknown|ok)?$/i;
const LONGEST_REASON = 120;

/** Feishu's own words, where they may tell a person what to change. */
function wordsOf({ reason }: FeishuRefusal): string | undefined {
  const text = reason.slice(0, 1_000).replace(/\s+/g, ' ');
  const behind = text.slice(text.lastIndexOf('ext=') < 0 ? 0 : text.lastIndexOf('ext=') + 'ext='.length);
  const words = withoutStops(behind.split('控件')[0] ?? '').trimStart();
  if (sayNothing.test(words)) return undefined;
  return words.length > LONGEST_REASON ? `${words.slice(0, LONGEST_REASON)}…` : words;
}

/**
 * The sentence for a form that Feishu has refused, in its own words where they say more than that; undefined for what may
 * pass, and when nothing is known but a code.
 */
export function refusalNotice(error: FeishuRefusal): DraftNotice | undefined {
  const known = documented.find(([words]) => words.test(error.reason))?.[1] ?? ofCode[error.code];
  if (known) return { notice: known, noticeParams: {} };
  if (mayPass(error) || concernsBot(error)) return undefined;
  const reason = wordsOf(error);
  if (reason !== undefined) return { notice: 'create.error.reason', noticeParams: { reason } };
  const isForm = hadNoEffect(error) || controlNamed(error) !== undefined;
  return isForm ? { notice: 'create.error.rejected', noticeParams: {} } : undefined;
}
