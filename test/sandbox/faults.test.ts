import { describe, expect, it } from 'vitest';
import type { CallFault, Sandbox } from '../../sandbox/platform/index.ts';
import { dial } from './long-connection-client.ts';
import { card, sendCard, sendText, startBot, startRig } from './support.ts';

const CREATE = { on: 'call', method: 'POST', path: '/open-apis/im/v1/messages' } as const;

it('drops a call before its effect', async () => {
  const rig = await startRig();
  rig.sandbox.faults.add({ ...CREATE, drop: 'before', times: 1 });
  await expect(sendText(rig)).rejects.toThrow('fetch failed');
  expect(rig.sandbox.messages('direct:zhangsan')).toEqual([]);
  expect(rig.sandbox.calls.at(-1)).toMatchObject({ path: '/open-apis/im/v1/messages', answered: false });
  expect((await sendText(rig)).body.code).toBe(0);
});

it('drops a call after its effect; the same uuid then finds the message', async () => {
  const rig = await startRig();
  rig.sandbox.faults.add({ ...CREATE, drop: 'after', times: 1 });
  const send = () => sendText(rig, 'once', { body: { uuid: 'u1' } });
  await expect(send()).rejects.toThrow('fetch failed');
  expect(rig.sandbox.calls.at(-1)).toMatchObject({ answered: false });
  const [message] = rig.sandbox.messages('direct:zhangsan');
  expect((await send()).body.data.message_id).toBe(message?.message_id);
  expect(rig.sandbox.messages('direct:zhangsan')).toHaveLength(1);
  expect(rig.sandbox.calls.at(-1)).toMatchObject({ answered: true, status: 200, code: 0 });
});

it.each<[string, Partial<CallFault>, number, unknown, Record<string, string>]>([
  [
    'a server error',
    { answer: { status: 502, body: { error: 'bad gateway' } } },
    502,
    { error: 'bad gateway' },
    {},
  ],
  [
    'an answer without body',
    { answer: { status: 500, headers: { 'x-test': '1' } } },
    500,
    {},
    { 'x-test': '1' },
  ],
  [
    '429',
    { rateLimit: { status: 429, resetSeconds: 7 } },
    429,
    { code: 99991400 },
    { 'x-ogw-ratelimit-reset': '7', 'x-ogw-ratelimit-limit': '100' },
  ],
  [
    'the 400 of older APIs',
    { rateLimit: { status: 400, resetSeconds: 52 } },
    400,
    { code: 99991400 },
    { 'x-ogw-ratelimit-reset': '52' },
  ],
  [
    'a platform code',
    { code: 99991403 },
    429,
    { code: 99991403, msg: "This month's API call quota has been exceeded" },
    {},
  ],
  ['another one', { code: 1395001 }, 400, { code: 1395001 }, {}],
])('answers %s without effect', async (_name, fault, status, body, headers) => {
  const rig = await startRig();
  rig.sandbox.faults.add({ ...CREATE, ...fault });
  const answer = await sendText(rig);
  expect(answer.status).toBe(status);
  expect(answer.body).toMatchObject(body as object);
  for (const [name, value] of Object.entries(headers)) expect(answer.headers.get(name)).toBe(value);
  expect(answer.headers.get('x-tt-logid')).toBe(rig.sandbox.calls.at(-1)?.log_id);
  expect(rig.sandbox.messages('direct:zhangsan')).toEqual([]);
  rig.sandbox.faults.clear();
  expect((await sendText(rig)).body.code).toBe(0);
});

it('delays a call on the sandbox clock, and then lets it have its effect', async () => {
  const rig = await startRig();
  rig.sandbox.faults.add({ ...CREATE, delayMs: 2000, times: 1 });
  let answered = false;
  const sending = sendText(rig).then((answer) => {
    answered = true;
    return answer;
  });
  await rig.clock.advance(0);
  while (rig.sandbox.calls.length < 2) await rig.clock.advance(0);
  await rig.clock.advance(1999);
  expect([answered, rig.sandbox.messages('direct:zhangsan').length]).toEqual([false, 0]);
  await rig.clock.advance(1);
  expect((await sending).body.code).toBe(0);
});

it('hits the calls that its pattern names, as often as it says', async () => {
  const rig = await startRig();
  const get = async (path: string) => (await rig.call('GET', path)).status;
  rig.sandbox.faults.add({
    on: 'call',
    path: '/open-apis/approval/v4/instances/:id',
    answer: { status: 503 },
    times: 2,
  });
  const [laptops, definition] = [
    '/approval/v4/instances/81D31358-93AF-92D6-7425-01A5D67C4E01',
    '/approval/v4/approvals/7C468A54-8745-2245-9675-08B7C63E7A81',
  ];
  expect([await get(definition), await get(laptops), await get(laptops), await get(laptops)]).toEqual([
    200, 503, 503, 200,
  ]);
  const all = rig.sandbox.faults.add({
    on: 'call',
    path: '/open-apis/approval/*',
    method: 'GET',
    answer: { status: 504 },
  });
  expect([await get(definition), await get(laptops), await get('/bot/v3/info')]).toEqual([504, 504, 200]);
  all.remove();
  expect(await get(laptops)).toBe(200);
});

describe('between Feishu and the bot', () => {
  const bothWays = {
    'by request': async (sandbox: Sandbox) => {
      const bot = await startBot(sandbox);
      await sandbox.connect(bot.url);
      return bot.received;
    },
    'on the long connection': async (sandbox: Sandbox) => (await dial(sandbox)).events,
  };

  describe.each(Object.entries(bothWays))('%s', (_way, connect) => {
    it.each([
      ['a status', { status: 500 }, { status: 500, clientCode: 200671 }, 0],
      ['no connection', { refused: true }, { clientCode: 200342 }, 0],
      ['an answer that comes too late', { delayMs: 5_000 }, { clientCode: 200341 }, 1],
    ])('makes a click meet %s', async (_name, fault, seen, reached) => {
      const rig = await startRig();
      const { sandbox, clock } = rig;
      const received = await connect(sandbox);
      const behaviors = [{ type: 'callback', value: {} }];
      const button = { tag: 'button', text: { tag: 'plain_text', content: 'go' }, behaviors };
      const sent = await sendCard(rig, card('x', { body: { elements: [button] } }));
      sandbox.faults.add({ on: 'wire', times: 1, ...fault });
      const clicked = sandbox.click({ by: 'zhangsan', message_id: sent.body.data.message_id, button: 'go' });
      await clock.advance(5_000);
      expect(await clicked).toMatchObject(seen);
      expect(received.length).toBe(reached);
      expect(sandbox.platform.callbacks[0]).toMatchObject({ by: 'zhangsan', result: seen });
    });
  });
});
