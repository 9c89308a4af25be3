import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeFrame, encodeFrame, type Frame } from '../../sandbox/platform/long-connection/frame.ts';
import { encodeFields } from '../../sandbox/platform/long-connection/protobuf.ts';

const frame: Frame = {
  seqId: 1,
  logId: 300,
  service: 33554678,
  method: 'data',
  headers: { type: 'event' },
  payload: Buffer.from('{}'),
};
const [SEQ, LOG, SERVICE, METHOD] = [1, 2, 3, 4].map((number) => ({ number, value: 1 }));

describe('a frame', () => {
  it('has the bytes of its protobuf message', () => {
    const header = '2a0d 0a0474797065 12056576656e74';
    const bytes = `0801 10ac02 18f6818010 2001 ${header} 42027b7d`.replaceAll(' ', '');
    expect(encodeFrame(frame).toString('hex')).toBe(bytes);
  });

  it('reads back as it was written, whatever is in it', () => {
    const integer = fc.nat({ max: Number.MAX_SAFE_INTEGER });
    const any = fc.record({
      seqId: integer,
      logId: integer,
      service: fc.nat(),
      method: fc.constantFrom('control' as const, 'data' as const),
      headers: fc.dictionary(fc.string(), fc.string({ unit: 'binary' })),
      payload: fc.uint8Array({ maxLength: 500 }).map((bytes) => Buffer.from(bytes)),
    });
    fc.assert(
      fc.property(any, (one) => {
        expect(decodeFrame(encodeFrame(one))).toEqual({ ...one, headers: { ...one.headers } });
      }),
    );
  });

  it.each<[string, Buffer]>([
    ['nothing', Buffer.alloc(0)],
    ['a frame that is cut off', encodeFrame(frame).subarray(0, -1)],
    ['a number without an end', Buffer.from('08ffffffffffffffffffffffff', 'hex')],
    ['a field of another wire type', Buffer.from('0d00000000', 'hex')],
    ['a frame without its method', encodeFields([SEQ!, LOG!, SERVICE!])],
    ['a frame of a third method', encodeFields([SEQ!, LOG!, SERVICE!, { number: 4, value: 2 }])],
    [
      'a frame whose number is text',
      encodeFields([{ number: 1, value: Buffer.from('1') }, LOG!, SERVICE!, METHOD!]),
    ],
  ])('is not %s', (_name, bytes) => {
    expect(() => decodeFrame(bytes)).toThrow();
  });
});
