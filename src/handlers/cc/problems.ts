import type { ProblemKey } from '../../cards/keys.ts';
import type { Notice } from '../../cards/views.ts';
import { codes, NOBODY } from '../../feishu/gateway/codes.ts';
import { isFinal, isLimit, isRefusal, LimitReached } from '../../feishu/gateway/errors.ts';
import { generalProblem, withReference } from '../../outbound/problems.ts';
import type { CcRequest } from '../../store/tables/cc-requests.ts';

/** The person may not copy this instance, or there is none: told alike, so that nobody learns what exists. */
export class NotTheirs extends Error {}

const sentences: Record<number, ProblemKey> = {
  [codes.badParameter]: 'cc.error.rejected',
  [codes.personUnknown]: 'cc.error.rejected',
  ...Object.fromEntries(NOBODY.map((code): [number, ProblemKey] => [code, 'cc.error.rejected'])),
  [codes.notAllowed]: 'cc.error.not_here',
  [codes.formInvalid]: 'cc.error.not_here',
  [codes.taskUnknown]: 'cc.error.not_here',
  [codes.kindUnsupported]: 'cc.error.not_here',
  [codes.reverted]: 'cc.error.not_here',
  [codes.definitionOff]: 'cc.error.definition_gone',
  [codes.definitionUnknown]: 'cc.error.definition_gone',
  [codes.definitionDeleted]: 'cc.error.definition_gone',
  [codes.instanceUnknown]: 'cc.error.instance_gone',
  [codes.signatureNeeded]: 'cc.error.signature',
};

/** The instance can't be read any more after a call whose answer was lost. */
export class Uncertain extends Error {}

/** Everybody named has a copy of this third-party instance. */
export class HadIt extends Error {}

/** A third-party instance has no room for so many copies more. */
export class Full extends Error {
  readonly params: { count: number; max: number };
  constructor(count: number, max: number) {
    super('too many copies');
    this.params = { count, max };
  }
}

/** The system of a third-party instance has deleted it. */
export class Deleted extends Error {}

/** Feishu does not take a third-party instance with these copies. */
export class RefusedThere extends Error {}

/** What the sender is told of a CC that came to nothing. */
export function problemOf(error: unknown, { id, state }: Pick<CcRequest, 'id' | 'state'>): Notice {
  if (error instanceof HadIt) return { key: 'cc.had_it', level: 'info' };
  if (error instanceof Full) return { key: 'cc.full', level: 'warning', params: error.params };
  const key = problemKey(error, state);
  return {
    ...withReference(key, id),
    level: key === 'cc.not_found' ? 'warning' : 'error',
  };
}

/** The sentence for a CC that came to nothing. */
function problemKey(error: unknown, state: CcRequest['state']): ProblemKey {
  if (error instanceof NotTheirs) return 'cc.not_found';
  if (error instanceof Deleted) return 'cc.error.instance_gone';
  if (error instanceof RefusedThere) return 'cc.error.rejected';
  if (isLimit(error) || error instanceof LimitReached) return 'cc.error.busy';
  if (isFinal(error)) return sentences[error.code] ?? generalProblem(error);
  // Once the call may have been sent, a missing answer, or one of a code that says nothing of the instance, leaves its effect
  // open, whichever call came to that last.
  if (state === 'sending') return 'cc.error.uncertain';
  if (isRefusal(error, codes.busy)) return 'cc.error.busy';
  return generalProblem(error);
}
