import { describe, expect, it } from 'vitest';
import { parseExact } from '../../../src/third-party/quick-approval/callback.ts';
import { plainWords } from '../../../src/third-party/quick-approval/plain-words.ts';
import { signed } from '../../../src/third-party/quick-approval/sign.ts';

describe('numbers of 64 bits', () => {
  it.each([
    '9223372036854775807',
    '-9223372036854775808',
    '9007199254740993',
    '7690275278685244603',
    '99999999999999999999999999',
  ])('%s keeps its digits', (digits) => {
    expect(parseExact(`{"message_id":${digits},"list":[${digits}]}`)).toEqual({
      message_id: digits,
      list: [digits],
    });
  });

  it.each([
    '0',
    '-1',
    '9007199254740991',
    '1234567890123456',
    '1.5',
    '1e300',
    '12345678901234567.5',
    '-0.5E-7',
  ])('%s stays a number', (number) => {
    expect(parseExact(`[${number}]`)).toEqual([Number(number)]);
  });

  it('leaves what stands in texts alone', () => {
    const value = { 'a 9223372036854775807': 'b "9223372036854775807\\', c: ':9223372036854775807,', d: '' };
    expect(parseExact(JSON.stringify(value))).toEqual(value);
  });

  it.each([
    '',
    '{',
    '{"a":}',
    '"',
    '"\\',
    '{"a":9223372036854775807',
    '9223372036854775807 9223372036854775807',
  ])('refuses %j as JSON.parse does', (text) => {
    expect(() => parseExact(text)).toThrow(SyntaxError);
  });

  it('reads a megabyte of quotes', () => {
    for (const endless of ['"\\', '\\"', '"a', '1', '"'])
      expect(() => parseExact(`${endless.repeat(500_000)}x`)).toThrow(SyntaxError);
    expect(parseExact(`"${'a\\n'.repeat(500_000)}"`)).toHaveLength(1_000_000);
  });
});

describe('Standard Webhooks', () => {
  const vector = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', at: 1_614_265_330_123 };
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
  const signature = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=';

  it('signs the vector of the specification', () => {
    expect(signed('{"test": 2432232314}', { ...vector, secrets: [secret] })).toEqual({
      'webhook-id': vector.id,
      'webhook-timestamp': '1614265330',
      'webhook-signature': signature,
    });
  });

  it('signs with every secret while they are rotated', () => {
    const headers = signed('{"test": 2432232314}', { ...vector, secrets: ['whsec_AAAA', secret] });
    expect(headers['webhook-signature']?.split(' ')).toEqual([expect.stringMatching(/^v1,/), signature]);
  });
});

describe('the words of another system', () => {
  it.each<[string, string]>([
    ['预算不足。', '预算不足。'],
    [' a\r\n\tb\u2028c ', 'a b c'],
    ['<at id=all></at>', '＜at id=all＞＜/at＞'],
    ['[x](https://e.example)', '［x］（https://e.example）'],
    ['**b** _i_ `c` ~s~ #h &#60;', '＊＊b＊＊ ＿i＿ ｀c｀ ～s～ ＃h ＆＃60;'],
    ['\u202egnp.exe\u0000', 'gnp.exe'],
    ['\n', ''],
  ])('%j', (text, shown) => {
    expect(plainWords(text)).toBe(shown);
  });

  it('are short', () => {
    expect([...plainWords('😀'.repeat(500))]).toHaveLength(200);
  });
});
