import { describe, expect, it } from 'vitest';
import { codes } from '../../src/feishu/gateway/codes.ts';
import { FeishuRefusal, FeishuUnreachable, LimitReached } from '../../src/feishu/gateway/errors.ts';
import { jobOutcome } from '../../src/feishu/job-outcome.ts';
import { InvalidId } from '../../src/lib/ids.ts';
import { GiveUp, Passing, Postpone, underlying } from '../../src/lib/outcome.ts';

const refusal = (code: number, resetMs?: number) =>
  new FeishuRefusal('approval.v4.instance.get', {
    code,
    msg: 'said Feishu',
    status: 400,
    logId: undefined,
    resetMs,
  });
const failures: [string, Error, unknown][] = [
  ['a limit of Feishu', refusal(99991400, 3_000), new Postpone(3_000, '')],
  ['a limit of the bot', new LimitReached('approval', 7_000), new Postpone(7_000, '')],
  ['a known statement', refusal(codes.instanceUnknown), GiveUp],
  ['an id that no call can carry', new InvalidId('not an instance id'), GiveUp],
  ['a missing answer', new FeishuUnreachable('approval.v4.instance.get', 'timeout', 'perhaps'), Passing],
  ['a token that is refused though it is new', refusal(codes.tokenInvalid), Passing],
  ['a busy Feishu', refusal(codes.busy), Passing],
];

describe('what a failure means for its job', () => {
  it.each(failures)('%s, thrown as it is or behind an error of the handler', (_name, error, wanted) => {
    const own = new Error('what it means here', { cause: error });
    for (const thrown of [error, own]) {
      const outcome = jobOutcome(thrown) as Error;
      expect(outcome).toBeInstanceOf(wanted instanceof Postpone ? Postpone : wanted);
      if (wanted instanceof Postpone) expect(outcome).toMatchObject({ delayMs: wanted.delayMs });
      expect(outcome.message).toBe(error.message);
      expect(underlying(outcome)).toBe(thrown);
    }
  });

  it('leaves what nobody foresaw, and what a handler has decided, as it is', () => {
    const decided = [new GiveUp('no'), new Postpone(1, 'later'), new Passing(new Error('soon'))];
    const unforeseen = [refusal(123_456_789), new Error('a mistake'), 'a word', undefined];
    for (const thrown of [...decided, ...unforeseen]) expect(jobOutcome(thrown)).toBe(thrown);
  });
});
