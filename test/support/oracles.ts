import { appendFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach } from 'vitest';
import { type HeardCall, heardCalls } from '../../sandbox/platform/http/heard.ts';
import { deviationsOf } from '../oracles/hold.ts';

const calls: Record<string, number> = {};
const deviations = new Set<string>();

function hear(heard: unknown): void {
  const call = heard as HeardCall;
  const { operation = 'none' } = call;
  calls[operation] = (calls[operation] ?? 0) + 1;
  for (const deviation of deviationsOf(call)) deviations.add(deviation);
}

function expectNoDeviation(): void {
  const found = [...deviations];
  deviations.clear();
  if (found.length > 0) throw new Error(`not as Feishu describes it:\n${found.join('\n')}`);
}

heardCalls.subscribe(hear);
afterEach(expectNoDeviation);
afterAll(() => {
  heardCalls.unsubscribe(hear);
  appendFileSync(path.join(tmpdir(), `${process.pid}.calls`), `${JSON.stringify(calls)}\n`);
  expectNoDeviation();
});
