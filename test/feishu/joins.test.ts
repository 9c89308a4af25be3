import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fragmentJoins, MOST_EVENT_BYTES } from '../../src/feishu/long-connection/joins.ts';

const piece = (message_id: string, sum: number, seq: number, data = Buffer.from('x')) => ({
  message_id,
  sum,
  seq,
  data,
});

it('joins the pieces of events, in whichever order and however mixed they come', () => {
  const events = fc.array(fc.tuple(fc.string(), fc.integer({ min: 1, max: 9 })), {
    minLength: 1,
    maxLength: 9,
  });
  fc.assert(
    fc.property(events, fc.infiniteStream(fc.nat()), (all, order) => {
      const joins = fragmentJoins();
      const pieces = all.flatMap(([text, count], n) => {
        const bytes = Buffer.from(JSON.stringify(text));
        const length = Math.ceil(bytes.length / count);
        return Array.from({ length: count }, (_, seq) =>
          piece(`${n}`, count, seq, bytes.subarray(seq * length, (seq + 1) * length)),
        );
      });
      const shuffled = pieces.map((one) => [order.next().value, one] as const).sort(([a], [b]) => a - b);
      const joined = shuffled.map(([, one]) => joins.mergeData(one)).filter((one) => one !== null);
      expect(joined.sort()).toEqual(all.map(([text]) => text).sort());
    }),
  );
});

it('takes whatever headers claim, and throws or waits', () => {
  const claim = fc.oneof(
    fc.double(),
    fc.integer(),
    fc.constantFrom(Number.NaN, Infinity, -0, 1e8, 2 ** 53, 257),
  );
  const data = fc.option(fc.uint8Array({ maxLength: 9 }), { nil: undefined });
  fc.assert(
    fc.property(
      fc.array(
        fc.record({ message_id: fc.constantFrom('a', 'b', '__proto__'), sum: claim, seq: claim, data }),
      ),
      (pieces) => {
        const joins = fragmentJoins();
        for (const one of pieces)
          try {
            joins.mergeData(one);
          } catch (error) {
            expect(error).toBeInstanceOf(Error);
          }
      },
    ),
  );
});

it('keeps no more than an event may have, of one that grows', () => {
  const joins = fragmentJoins();
  const half = Buffer.alloc(MOST_EVENT_BYTES / 2 + 1);
  expect(joins.mergeData(piece('a', 3, 0, half))).toBeNull();
  // The same piece again takes its place.
  expect(joins.mergeData(piece('a', 3, 0, half))).toBeNull();
  expect(() => joins.mergeData(piece('a', 3, 1, half))).toThrow('too many bytes');
});

it('forgets the oldest of too many that never become whole, and those that are late', () => {
  let now = 0;
  const joins = fragmentJoins(() => now);
  for (let n = 0; n < 33; n++) joins.mergeData(piece(`${n}`, 2, 0, Buffer.from('"')));
  expect(joins.mergeData(piece('32', 2, 1, Buffer.from('"')))).toBe('');
  expect(joins.mergeData(piece('0', 2, 1, Buffer.from('"')))).toBeNull();
  now = 10_001;
  joins.mergeData(piece('new', 2, 0));
  expect(joins.mergeData(piece('31', 2, 1, Buffer.from('"')))).toBeNull();
});
