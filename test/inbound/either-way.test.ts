import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { CardElement } from '../../sandbox/platform/index.ts';
import { openConnection } from '../../src/store/sqlite/driver.ts';
import { createLogger } from '../../src/telemetry/logging.ts';
import { type Office, openOffice } from '../support/bot.ts';
import { temporaryFolder } from '../support/engines.ts';
import { until } from '../support/until.ts';

let office: Office;
afterEach(() => office.close());

const code = (handle: string) => office.sandbox.instance(handle).instance_code;
const open = async (options: Parameters<typeof openOffice>[0] = {}) => {
  office = await openOffice({
    change: ({ settings }) =>
      Object.assign(settings.long_connection, { reconnect_nonce: 0, reconnect_interval: 0.05 }),
    ...options,
    env: { FEISHU_EVENT_MODE: 'websocket', ...options.env },
  });
};
const ready = async () => {
  const answer = await fetch(office.url().replace('/webhook/event', '/readyz'));
  return [answer.status, await answer.json()] as const;
};
const attempts = (message: string) =>
  office.sandbox.deliveries.find(({ payload }) => JSON.stringify(payload).includes(message))?.attempts ?? [];
/** Cuts the line and waits for the next one. */
const reconnect = async () => {
  const [before] = office.sandbox.connections;
  before?.drop();
  await until(() => office.sandbox.connections.length === 1 && office.sandbox.connections[0] !== before);
};

describe('on the long connection', () => {
  it('/cc copies the instance and answers with a receipt, without any encryption set up', async () => {
    await open({ env: { FEISHU_ENCRYPT_KEY: '', FEISHU_VERIFICATION_TOKEN: '' } });
    await office.say('zhangsan', `@审批助手 /cc @李四 @王五 ${code('laptops')} 请看`, { chat: 'purchasing' });
    await office.wait(2);
    expect(office.copies('laptops', 'zhangsan')).toBe(1);
    expect(office.heard('purchasing')[0]).toContain('已抄送给 2 人');
  });

  it('a click is answered on the frame', async () => {
    await open();
    await office.say('zhangsan', '/cc @赵六 请看');
    await office.wait(2);
    const { message_id } = office.cards('direct:zhangsan').at(-1)!;
    const button = (element: CardElement) =>
      JSON.stringify(element.behaviors ?? '').includes(code('laptops'));
    const answer = await office.sandbox.click({ by: 'zhangsan', message_id, button });
    expect(answer).toMatchObject({ status: 200, toast: { content: '正在抄送…' } });
    await office.wait(2);
    expect(office.copies('laptops', 'zhangsan')).toBe(1);
    expect(office.read(office.cards('direct:zhangsan').at(-1)!)).toContain('已抄送给 1 人');
  });

  it('an event delivered five times, and again on the next connection and after a restart, has one effect', async () => {
    await open();
    office.sandbox.faults.add({ on: 'delivery', times: 1, duplicate: 4 });
    await office.say('zhangsan', `@审批助手 /cc @李四 ${code('laptops')}`, { chat: 'purchasing' });
    await office.wait(2);
    const message = office.sandbox.deliveries.find((one) => one.event_type === 'im.message.receive_v1')!;
    await reconnect();
    expect((await office.sandbox.deliver(message.payload)).state).toBe('delivered');
    await office.restart();
    expect((await office.sandbox.deliver(message.payload)).state).toBe('delivered');
    await office.wait(60);
    expect(office.ccCalls()).toHaveLength(1);
    expect(office.cards('purchasing')).toHaveLength(1);
  });

  it('an event that was recorded when the line broke comes again, and has one effect', async () => {
    let cut = () => {};
    const write = (line: string) => {
      if (line.includes('event received')) cut();
    };
    const log = createLogger({ level: 'info', pretty: false }, { write });
    await open({ surroundings: { log } });
    cut = () => {
      cut = () => {};
      office.sandbox.connections[0]?.drop();
    };
    const said = await office.sandbox.say({
      from: 'zhangsan',
      chat: 'direct',
      text: `/cc @李四 ${code('laptops')}`,
    });
    await until(() => office.sandbox.calls.filter((call) => call.path.endsWith('/ws/endpoint')).length === 2);
    await until(() => office.sandbox.connections.length === 1);
    await office.wait(20);
    await said.delivered;
    expect(attempts(said.message_id)).toMatchObject([{ error: 'no answer within 3000 ms' }, { status: 200 }]);
    expect(office.copies('laptops', 'zhangsan')).toBe(1);
    expect(office.cards('direct:zhangsan')).toHaveLength(1);
  });

  it('an event that could not be recorded is not acknowledged, comes again, and then has its effect', async () => {
    const DATA_DIR = temporaryFolder();
    await open({ env: { DATA_DIR } });
    const beside = openConnection(path.join(DATA_DIR, 'bot.sqlite'));
    beside.exec("create trigger full before insert on job begin select raise(abort, 'disk is full'); end");
    const said = await office.sandbox.say({
      from: 'zhangsan',
      chat: 'direct',
      text: `/cc @李四 ${code('laptops')}`,
    });
    await until(() => attempts(said.message_id).length === 1);
    beside.exec('drop trigger full');
    beside.close();
    expect(office.copies('laptops', 'zhangsan')).toBe(0);
    await office.wait(20);
    await said.delivered;
    expect(attempts(said.message_id)).toMatchObject([{ status: 500 }, { status: 200 }]);
    expect(office.copies('laptops', 'zhangsan')).toBe(1);
  });

  it('a flood of old commands after an outage is answered with the wish to send them again', async () => {
    await open();
    await office.stop();
    const said = await Promise.all(
      ['zhangsan', 'lisi'].map((from) =>
        office.sandbox.say({ from, chat: 'direct', text: `/cc @王五 ${code('laptops')}` }),
      ),
    );
    await office.clock.advance(11 * 60_000);
    await office.start();
    await Promise.all(said.map(({ delivered }) => delivered));
    await office.wait(5);
    expect(office.ccCalls()).toEqual([]);
    for (const handle of ['zhangsan', 'lisi'])
      expect(office.heard(`direct:${handle}`)).toEqual([expect.stringContaining('再发一次')]);
  });

  it('health is served over HTTP, and the webhook is not', async () => {
    await open();
    expect(await ready()).toEqual([
      200,
      { status: 'ok', database: 'ok', token: 'ok', bot: 'ok', events: 'ok', jobs: 'ok', clock: 'ok' },
    ]);
    expect((await fetch(office.url(), { method: 'POST', body: '{}' })).status).toBe(404);
    expect((await fetch(office.url().replace('/webhook/event', '/healthz'))).status).toBe(200);
    office.sandbox.faults.add({ on: 'call', path: '/callback/ws/endpoint', code: 99991401 });
    office.sandbox.connections[0]?.drop();
    await until(async () => (await ready())[0] === 503);
    expect((await ready())[1]).toMatchObject({
      database: 'ok',
      events: 'no events can arrive; the log says why',
    });
  });
});

describe('by webhook', () => {
  it('the event channel is ready as long as it listens', async () => {
    office = await openOffice();
    expect(await ready()).toEqual([
      200,
      { status: 'ok', database: 'ok', token: 'ok', bot: 'ok', events: 'ok', jobs: 'ok', clock: 'ok' },
    ]);
  });

  it('nothing is dialled', async () => {
    office = await openOffice();
    expect(office.sandbox.calls.filter(({ path: called }) => called.includes('ws'))).toEqual([]);
  });
});
