import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { BodyFault } from '../../sandbox/platform/fault.ts';
import { FileTooLarge } from '../../src/feishu/files.ts';
import { endpoints } from '../../src/feishu/gateway/endpoints.ts';
import { FeishuUnreachable } from '../../src/feishu/gateway/errors.ts';
import { until } from '../support/until.ts';
import { type Asked, openPlatform } from './asks.ts';

const MEGABYTE = 1024 * 1024;
const CALL_TIMEOUT_MS = 120;
/** A busy machine may not get through what leads to an endpoint. */
const MOST_ROUNDS = 10;
const RESOURCE = 'im.message.resource.get';
/** What the bot reads of an answer at most, and what the two ends of a connection keep besides. */
const most = (endpoint: string) => (endpoint === RESOURCE ? 50 : 4) * MEGABYTE + 16 * MEGABYTE;

let asked: Asked;
let calls: Awaited<ReturnType<Asked['ask']>>;
beforeAll(async () => {
  asked = await openPlatform(CALL_TIMEOUT_MS);
  calls = await asked.ask();
});
afterAll(() => asked.close());

const under = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((one) => one.endsWith('.ts'));

/** The endpoints that the gateway calls, and those that its own modules name. */
function named(): string[] {
  const folder = path.resolve('src/feishu');
  const files = under(folder);
  const text = files.map((one) => readFileSync(path.join(folder, one), 'utf8')).join('\n');
  const besides = [...text.matchAll(/ENDPOINT = '([a-z0-9_.]+)'/g)].map(([, name = '']) => name);
  return [...Object.keys(endpoints), ...besides].sort();
}

/** Where a call has failed: by the name of its endpoint, or by its address. */
function placeOf(error: Error): string {
  if (error instanceof FeishuUnreachable) return error.endpoint;
  return error instanceof FileTooLarge ? RESOURCE : '';
}

const bad: BodyFault[] = [
  { kind: 'stalls' },
  { kind: 'drips', everyMs: 20 },
  { kind: 'never ends' },
  { kind: 'huge', megabytes: 64 },
];
const untrue: BodyFault[] = [{ kind: 'is cut short' }, { kind: 'is longer than said' }];

it('there is no way out but the bounded one, that of webhooks, of doctor’s knocking, of the scan, and the one to the bot on this machine', () => {
  const goesOut =
    /^import (?!type).* from 'axios'|\bfetch\(|^import https? from 'node:|^import .*\brequest\b.* from 'node:https?'/m;
  const ways = under('src').filter((one) => goesOut.test(readFileSync(path.join('src', one), 'utf8')));
  expect(ways.sort()).toEqual([
    'feishu/gateway/http.ts',
    'feishu/long-connection/handshakes.ts',
    // Bounded as well, around a client of the SDK's own.
    'feishu/setup/registration.ts',
    'ops/admin.ts',
    'ops/doctor/machine.ts',
    'third-party/quick-approval/deliver.ts',
  ]);
});

it('every endpoint is asked', () => {
  expect([...calls.keys()].sort()).toEqual(named());
});

it.each([...bad, ...untrue])(
  'an answer that $kind ends its call, whichever endpoint gives it',
  async (body) => {
    const left = new Map(calls);
    // Nobody can see that there should have been more of a file than was said.
    if (body.kind === 'is longer than said') left.delete(RESOURCE);
    // What is asked for after something else is only reached once that is answered.
    for (let round = 0; left.size > 0; round++) {
      expect(round, `for ${[...left.keys()]}`).toBeLessThan(MOST_ROUNDS);
      const failed = (await asked.spoilt([...left.values()], body)).map(placeOf);
      for (const [endpoint, { method, path }] of left)
        if (failed.includes(endpoint) || failed.includes(`${method} ${path}`)) left.delete(endpoint);
    }
    const spoilt = asked.sandbox.platform.calls.splice(0).filter((call) => call.body_bytes !== undefined);
    if (bad.includes(body)) await until(() => spoilt.every((call) => call.cut));
    for (const { path, body_bytes } of spoilt)
      expect(body_bytes).toBeLessThan(most(path.includes('/resources/') ? RESOURCE : path));
  },
);
