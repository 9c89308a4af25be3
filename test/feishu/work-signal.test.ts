import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { manualClock, type Sandbox, startSandbox } from '../../sandbox/platform/index.ts';
import { FeishuUnreachable } from '../../src/feishu/gateway/errors.ts';
import type { Gateway } from '../../src/feishu/gateway/gateway.ts';
import { withWorkSignal } from '../../src/lib/work-signal.ts';
import { START } from '../support/clock.ts';
import { gatewayTo } from '../support/gateway.ts';
import { until } from '../support/until.ts';
import { exampleWorld } from '../support/world.ts';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox({ world: exampleWorld(), clock: manualClock(START) });
});
afterEach(() => sandbox.close());

const BOT = '/open-apis/bot/v3/info';
const TOKEN = '/open-apis/auth/v3/tenant_access_token/internal';
const call = (gateway: Gateway) =>
  gateway.call('bot.info', z.unknown(), (client, options) =>
    client.request({ method: 'GET', url: BOT }, options),
  );
const asked = (path: string) => sandbox.calls.filter((one) => one.path === path).length;

/** A call for work that ends when it is told to. */
function forWork(pass: () => Promise<void> = async () => undefined) {
  const work = new AbortController();
  const gateway = gatewayTo(sandbox, { pass });
  const done = withWorkSignal(work.signal, () => call(gateway)).then(
    () => 'done',
    (error) => error,
  );
  return { gateway, end: () => work.abort(), done };
}

it('begins no call for work that has ended', async () => {
  const work = new AbortController();
  work.abort();
  const late = withWorkSignal(work.signal, () => call(gatewayTo(sandbox)));
  await expect(late).rejects.toMatchObject({ happened: 'no', reason: expect.stringContaining('has ended') });
  expect(sandbox.calls).toEqual([]);
});

it('waits for no limit any more: the call was not made', async () => {
  const { end, done } = forWork(() => new Promise(() => undefined));
  end();
  expect(await done).toMatchObject({ happened: 'no' });
  expect(asked(BOT)).toBe(0);
});

it('cuts a call under way: it may have happened', async () => {
  sandbox.faults.add({ on: 'call', path: BOT, body: { kind: 'stalls' } });
  const { end, done } = forWork();
  await until(() => asked(BOT) === 1);
  end();
  const error = await done;
  expect(error).toBeInstanceOf(FeishuUnreachable);
  expect(error).toMatchObject({ happened: 'perhaps' });
  await until(() => sandbox.calls.at(-1)?.cut);
  expect(asked(BOT)).toBe(1);
});

it('repeats none, and says what became of the last', async () => {
  sandbox.faults.add({ on: 'call', path: BOT, drop: 'after' });
  const { end, done } = forWork();
  await until(() => asked(BOT) === 1);
  // The wait before the next try is on a clock that stands still.
  await new Promise((resolve) => setTimeout(resolve, 50));
  end();
  expect(await done).toMatchObject({ happened: 'perhaps' });
  expect(asked(BOT)).toBe(1);
});

it('lets others have the token that it has asked for', async () => {
  sandbox.faults.add({ on: 'call', path: TOKEN, delayMs: 1_000 });
  const { gateway, end, done } = forWork();
  await until(() => asked(TOKEN) === 1);
  const other = call(gateway);
  end();
  expect(await done).toMatchObject({ happened: 'no' });
  await sandbox.clock.advance(1_000);
  await other;
  expect(asked(TOKEN)).toBe(1);
});
