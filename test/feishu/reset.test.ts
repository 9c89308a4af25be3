import fc from 'fast-check';
import { expect, it } from 'vitest';
import { resetMsIn } from '../../src/feishu/gateway/errors.ts';
import { Postpone } from '../../src/lib/outcome.ts';

it('a reset is what Feishu says, in ms', () => {
  expect(['0', '7', '52', '0.5'].map(resetMsIn)).toEqual([0, 7_000, 52_000, 500]);
});

it('a reset is a minute at most, and none where the header has no number of seconds', () => {
  const header = fc.oneof(
    fc.string(),
    fc.double().map(String),
    fc.bigInt().map(String),
    fc.constantFrom(undefined, null, 7, '9'.repeat(400), '1e308', '-1', '0x10', ' 7', '7\n', ['7', '8']),
  );
  fc.assert(
    fc.property(header, (text) => {
      const ms = resetMsIn(text);
      return ms === undefined || (Number.isInteger(ms) && ms >= 0 && ms <= 60_000);
    }),
  );
});

it('a job waits for an hour at most, whatever it is asked to', () => {
  fc.assert(
    fc.property(fc.double(), (asked) => {
      const { delayMs } = new Postpone(asked, 'asked to');
      return delayMs >= 0 && delayMs <= 3_600_000;
    }),
  );
});
