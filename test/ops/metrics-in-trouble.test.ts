import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createMetrics, watch } from '../../src/telemetry/metrics.ts';
import { type Office, openOffice } from '../support/bot.ts';
import { scrape, value } from '../support/metrics.ts';
import { until } from '../support/until.ts';

describe('the metrics of a bot', () => {
  let office: Office;
  afterEach(() => office.close());

  it('whose database is away are served without what is read from it, and say so', async () => {
    office = await openOffice({ engine: 'embedded' });
    await office.say('zhangsan', '/ping');
    const before = await scrape(office.url());
    expect(before).toMatch(/^approval_bot_database_up 1$/m);
    expect(before).toMatch(/^approval_bot_digest_calls 0$/m);
    for (const name of readdirSync(office.dataDir).filter((one) => one.startsWith('bot.sqlite')))
      rmSync(path.join(office.dataDir, name));
    const answer = await fetch(new URL('/metrics', office.url()));
    expect(answer.status).toBe(200);
    const text = await answer.text();
    expect(text).toMatch(/^approval_bot_database_up 0$/m);
    expect(text).not.toMatch(/^approval_bot_(jobs|digests|digest_calls)\b/m);
    expect(value(text, 'approval_bot_events_total', 'im.message.receive_v1', '"recorded"')).toBe(1);
  });

  it('say that no events can arrive, and count how often it was asked where to connect', async () => {
    office = await openOffice({
      change: ({ settings }) =>
        Object.assign(settings.long_connection, { reconnect_nonce: 0, reconnect_interval: 0.05 }),
      env: { FEISHU_EVENT_MODE: 'websocket' },
    });
    const up = async () => value(await scrape(office.url()), 'approval_bot_event_channel_up', 'websocket');
    await expect.poll(up).toBe(1);
    office.sandbox.faults.add({ on: 'call', path: '/callback/ws/endpoint', code: 1000040343 });
    office.sandbox.connections[0]?.drop();
    await expect.poll(up).toBe(0);
    const asked = async (code: string) =>
      value(
        await scrape(office.url()),
        'approval_bot_api_call_seconds_count',
        'long_connection.discovery',
        `code="${code}"`,
      );
    expect(await asked('0')).toBe(1);
    await until(async () => (await asked('1000040343')) > 0);
  });
});

describe('a measure', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('that does not end does not hold the others up, and has no value', async () => {
    const { registry } = createMetrics();
    const labels: string[] = [];
    watch(registry, { name: 'stuck', help: 'h', labels, read: () => new Promise(() => undefined) });
    watch(registry, { name: 'fine', help: 'h', labels, read: async () => [{ labels: {}, value: 7 }] });
    const text = registry.metrics();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await text).toMatch(/^approval_bot_fine 7$/m);
    expect(await text).not.toMatch(/^approval_bot_stuck\b/m);
  });
});
