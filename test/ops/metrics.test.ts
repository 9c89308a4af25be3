import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { projectRoot } from '../../src/lib/project-root.ts';
import { type Office, openOffice } from '../support/bot.ts';
import { scrape, value } from '../support/metrics.ts';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

it('is the text that Prometheus reads', async () => {
  const answer = await fetch(new URL('/metrics', office.url()));
  expect(answer.headers.get('content-type')).toContain('text/plain');
});

it('counts what came in, what was called, how long it took and what is left over', async () => {
  const code = office.sandbox.instance('laptops').instance_code;
  office.sandbox.faults.add({ on: 'delivery', times: 1, duplicate: 1 });
  await office.say('zhangsan', `/cc @李四 ${code}`);
  await office.wait(3);
  await office.say('zhangsan', `/cc @李四 ${office.sandbox.instance('supplier-contract').instance_code}`);
  await office.wait(3);
  await fetch(office.url(), { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } });
  const text = await scrape(office.url());
  const received = 'approval_bot_events_total';
  expect(value(text, received, 'im.message.receive_v1', '"recorded"')).toBe(2);
  expect(value(text, received, 'im.message.receive_v1', '"known"')).toBe(1);
  expect(value(text, 'approval_bot_event_age_at_acknowledgement_seconds_count')).toBe(3);
  expect(value(text, 'approval_bot_api_call_seconds_count', 'approval.instance.cc', 'code="0"')).toBe(1);
  expect(value(text, 'approval_bot_api_call_seconds_count', 'approval.instance.cc', 'code="1390018"')).toBe(
    1,
  );
  expect(value(text, 'approval_bot_job_age_at_end_seconds_count', 'queue="event"', 'outcome="done"')).toBe(2);
  expect(value(text, 'approval_bot_jobs', 'queue="cc.copy"', 'state="quarantined"')).toBe(1);
  expect(value(text, 'approval_bot_rejected_requests_total', 'there is no signature')).toBe(1);
  expect(value(text, 'approval_bot_event_channel_up', 'mode="webhook"')).toBe(1);
  expect(text).toContain('process_resident_memory_bytes');
});

it('counts clicks like other events, and the calls for tokens', async () => {
  office.sandbox.faults.add({ on: 'call', path: '/open-apis/auth/*', times: 1, code: 10014 });
  await office.restart();
  await office.say('zhangsan', '/cc @赵六 请看');
  await office.wait(2);
  const { message_id } = office.cards('direct:zhangsan').at(-1)!;
  await office.sandbox.click({ by: 'zhangsan', message_id, button: '取消' });
  await office.wait(1);
  const text = await scrape(office.url());
  expect(value(text, 'approval_bot_events_total', 'card.action.trigger', '"recorded"')).toBe(1);
  expect(value(text, 'approval_bot_event_age_at_acknowledgement_seconds_count')).toBe(2);
  const tokens = (code: string) =>
    value(text, 'approval_bot_api_call_seconds_count', 'auth.tenant_access_token', `code="${code}"`);
  expect([tokens('10014'), tokens('0')]).toEqual([1, 1]);
});

it('measures ages and waits in seconds', async () => {
  const header = (event_id: string, ageMs: number) => ({
    event_id,
    event_type: 'made.up_v1',
    token: office.sandbox.app.verification_token,
    create_time: String(office.clock.now() - ageMs),
  });
  for (const [id, ageMs] of [
    ['e1', 2_500],
    ['e2', 500],
  ] as const)
    await office.sandbox.deliver({ schema: '2.0', header: header(id, ageMs), event: {} });
  expect(value(await scrape(office.url()), 'approval_bot_event_age_at_acknowledgement_seconds_sum')).toBe(3);

  const outage = office.sandbox.faults.add({
    on: 'call',
    path: '/open-apis/im/*',
    answer: { status: 503, body: 'down' },
  });
  await office.say('zhangsan', '/ping');
  await office.wait(10);
  outage.remove();
  await office.wait(60);
  for (let n = 0; n < 4; n++) await office.say('zhangsan', '/ping');
  await office.wait(5);
  const text = await scrape(office.url());
  const sends = ['queue="send"', 'outcome="done"'];
  expect(value(text, 'approval_bot_job_age_at_end_seconds_count', ...sends)).toBe(5);
  const age = value(text, 'approval_bot_job_age_at_end_seconds_sum', ...sends);
  expect(age).toBeGreaterThan(10);
  expect(age).toBeLessThan(60);
  const waited = value(text, 'approval_bot_limit_wait_seconds_sum', 'im.message.reply');
  expect(waited).toBeGreaterThan(0.2);
  expect(waited).toBeLessThan(5);
});

it('takes no label from outside', async () => {
  await office.sandbox.deliver({
    schema: '2.0',
    header: { event_id: 'e', event_type: 'made.up_v1', token: office.sandbox.app.verification_token },
    event: {},
  });
  const text = await scrape(office.url());
  expect(text).not.toContain('made.up');
  expect(value(text, 'approval_bot_events_total', 'type="other"', '"unhandled"')).toBe(1);
});

it.each([
  ['a dashboard that asks', 'docs/grafana-dashboard.json'],
  ['alerts that ask', 'deploy/prometheus-rules.yml'],
])('has %s for nothing else than what there is', async (_what, file) => {
  const dashboard = readFileSync(path.join(projectRoot(), file), 'utf8');
  const known = [...(await scrape(office.url())).matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name);
  const asked = [...dashboard.matchAll(/(approval_bot_\w+|process_\w+|nodejs_\w+)/g)].map(
    (match) => match[1] ?? '',
  );
  expect(asked.length).toBeGreaterThan(8);
  for (const name of asked) expect(known).toContain(name.replace(/_(bucket|count|sum)$/, ''));
});
