import { expect, it } from 'vitest';
import { fewLarge } from '../../src/feishu/gateway/large.ts';
import { until } from '../support/until.ts';

const KIB = 1024;

/** An answer of so many KiB, which comes as fast as it is read; tells how much has been. */
function answerOf(kib: number) {
  const answer = {
    read: 0,
    async *chunks() {
      for (let n = 0; n < kib; n += 64) {
        answer.read += 64;
        yield Buffer.alloc(64 * KIB);
      }
    },
  };
  return answer;
}

/** Reads it to the end once it may; `go` lets it read on beyond what is large. */
async function reading(of: AsyncIterable<Buffer>, go: Promise<void>) {
  let bytes = 0;
  for await (const chunk of of) {
    bytes += chunk.length;
    if (bytes > 512 * KIB) await go;
  }
  return bytes / KIB;
}

it('reads a few large answers at a time, small ones always, and all to their end', async () => {
  const read = fewLarge();
  const { signal } = new AbortController();
  let go = () => {};
  const gate = new Promise<void>((resolve) => {
    go = resolve;
  });
  const large = Array.from({ length: 30 }, () => answerOf(1024));
  const all = large.map((one) => reading(read(one.chunks(), signal), gate));
  expect(await reading(read(answerOf(256).chunks(), signal), gate)).toBe(256);
  await until(() => large.filter((one) => one.read > 512).length === 8);
  expect(large.filter((one) => one.read > 320)).toHaveLength(8);
  go();
  expect(await Promise.all(all)).toEqual(large.map(() => 1024));
});

it('leaves the line when its call is cut, which keeps nobody else from theirs', async () => {
  const read = fewLarge();
  const { signal } = new AbortController();
  let go = () => {};
  const gate = new Promise<void>((resolve) => {
    go = resolve;
  });
  const first = Array.from({ length: 8 }, () => reading(read(answerOf(1024).chunks(), signal), gate));
  const cut = new AbortController();
  const waits = answerOf(1024);
  const refused = expect(reading(read(waits.chunks(), cut.signal), gate)).rejects.toThrow('cut');
  await until(() => waits.read === 320);
  const last = reading(read(answerOf(1024).chunks(), signal), gate);
  cut.abort(new Error('cut'));
  await refused;
  go();
  expect(await Promise.all([...first, last])).toEqual(Array(9).fill(1024));
});
