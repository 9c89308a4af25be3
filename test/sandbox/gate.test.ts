import { describe, expect, it } from 'vitest';
import { type Call, HOUR, type Rig, startRig, withoutScope } from './support.ts';

const LAPTOPS = '81D31358-93AF-92D6-7425-01A5D67C4E01';
const PURCHASE = '7C468A54-8745-2245-9675-08B7C63E7A81';

interface Row {
  method: string;
  path: string;
  scopes: string[];
  /** The code for fields that are wrong. */
  wrong: number;
  /** Calls until the limit, within a second. */
  limit?: number;
  call(rig: Rig): Call;
}

const APPROVAL = ['approval:approval', 'approval:approval:readonly', 'approval:instance'];
const SEND = ['im:message', 'im:message:send_as_bot', 'im:message:send'];
const ROWS: Row[] = [
  { method: 'GET', path: '/bot/v3/info', scopes: [], wrong: 99992402, call: () => ({}) },
  {
    method: 'POST',
    path: '/im/v1/messages',
    scopes: SEND,
    wrong: 99992402,
    limit: 50,
    call: (rig) => ({
      query: { receive_id_type: 'open_id' },
      body: {
        receive_id: rig.sandbox.person('lisi').open_id,
        msg_type: 'text',
        content: '{"text":"hi"}',
        uuid: 'same',
      },
    }),
  },
  {
    method: 'POST',
    path: '/im/v1/messages/om_x/reply',
    scopes: SEND,
    wrong: 99992402,
    limit: 50,
    call: () => ({ body: { msg_type: 'text', content: '{"text":"hi"}' } }),
  },
  {
    method: 'PATCH',
    path: '/im/v1/messages/om_x',
    scopes: ['im:message', 'im:message:send_as_bot', 'im:message:update'],
    wrong: 99992402,
    limit: 50,
    call: () => ({ body: { content: '{}' } }),
  },
  {
    method: 'GET',
    path: '/im/v1/messages/om_x',
    scopes: ['im:message', 'im:message:readonly'],
    wrong: 99992402,
    limit: 50,
    call: () => ({}),
  },
  {
    method: 'GET',
    path: '/contact/v3/users/ou_x',
    scopes: [
      'contact:contact.base:readonly',
      'contact:contact:access_as_app',
      'contact:contact:readonly',
      'contact:contact:readonly_as_app',
    ],
    wrong: 40001,
    limit: 50,
    call: () => ({}),
  },
  {
    method: 'GET',
    path: '/contact/v3/users/batch',
    scopes: ['contact:contact.base:readonly'],
    wrong: 40001,
    limit: 50,
    call: (rig) => ({ query: { user_ids: [rig.sandbox.person('lisi').open_id] } }),
  },
  {
    method: 'GET',
    path: '/contact/v3/group/member_belong',
    scopes: ['contact:group:readonly'],
    wrong: 40001,
    limit: 50,
    call: (rig) => ({ query: { member_id: rig.sandbox.person('emma').open_id } }),
  },
  {
    method: 'GET',
    path: '/contact/v3/functional_roles/r5a6b7c8/members/ou_c5301c290ef30f0c9cf8450aef26821d',
    scopes: ['contact:functional_role', 'contact:functional_role:readonly'],
    wrong: 40001,
    limit: 100,
    call: () => ({}),
  },
  {
    method: 'GET',
    path: `/approval/v4/approvals/${PURCHASE}`,
    scopes: ['approval:approval', 'approval:approval:readonly', 'approval:definition'],
    wrong: 1390001,
    limit: 100,
    call: () => ({}),
  },
  {
    method: 'POST',
    path: `/approval/v4/approvals/${PURCHASE}/subscribe`,
    scopes: ['approval:approval', 'approval:definition'],
    wrong: 1390001,
    limit: 100,
    call: () => ({ body: {} }),
  },
  {
    method: 'POST',
    path: `/approval/v4/approvals/${PURCHASE}/unsubscribe`,
    scopes: ['approval:approval', 'approval:definition'],
    wrong: 1390001,
    limit: 100,
    call: () => ({ body: {} }),
  },
  {
    method: 'GET',
    path: `/approval/v4/instances/${LAPTOPS}`,
    scopes: APPROVAL,
    wrong: 1390001,
    limit: 50,
    call: () => ({}),
  },
  {
    method: 'POST',
    path: '/approval/v4/instances/cc',
    scopes: APPROVAL,
    wrong: 1390001,
    limit: 100,
    call: (rig) => ({
      body: {
        approval_code: PURCHASE,
        instance_code: LAPTOPS,
        user_id: rig.sandbox.person('zhangsan').open_id,
        cc_user_ids: [rig.sandbox.person('lisi').open_id],
      },
    }),
  },
  {
    method: 'POST',
    path: '/approval/v4/instances/search_cc',
    scopes: ['approval:approval.list:readonly'],
    wrong: 1390001,
    limit: 50,
    call: () => ({ body: { approval_code: PURCHASE } }),
  },
  {
    method: 'POST',
    path: '/approval/v4/instances/query',
    scopes: ['approval:approval.list:readonly'],
    wrong: 1390001,
    limit: 50,
    call: () => ({ body: { approval_code: PURCHASE } }),
  },
  {
    method: 'GET',
    path: '/approval/v4/tasks/query',
    scopes: ['approval:approval:readonly'],
    wrong: 1390001,
    limit: 50,
    call: (rig) => ({ query: { user_id: rig.sandbox.person('lisi').open_id, topic: '1' } }),
  },
];

describe.each(ROWS)('$method $path', (row) => {
  const send = (rig: Rig, more: Call = {}) => rig.call(row.method, row.path, { ...row.call(rig), ...more });

  it.each<[string, Call, number]>([
    ['no token', { token: null }, 99991661],
    ['another scheme', { token: null, headers: { authorization: 'Basic abc' } }, 99991661],
    ['a token of no known kind', { token: 'x-abc' }, 99991671],
    ['a user token', { token: 'u-abc' }, 99991668],
    ['a token that was never issued', { token: 't-abc' }, 99991663],
  ])('refuses %s', async (_name, more, code) => {
    const rig = await startRig();
    const answer = await send(rig, more);
    expect([answer.status, answer.body.code]).toEqual([400, code]);
    expect(answer.body.error.log_id).toBe(answer.headers.get('x-tt-logid'));
  });

  it('names the scopes, any of which would do, and where to add them', async () => {
    const rig = await startRig(withoutScope(...row.scopes));
    const { body } = await send(rig);
    if (row.scopes.length === 0) {
      expect(body.code).toBe(0);
      return;
    }
    expect(body.code).toBe(99991672);
    expect(body.msg).toContain(`[${row.scopes.join(', ')}]`);
    expect(body.msg).toContain(
      `https://open.feishu.cn/app/${rig.sandbox.app.app_id}/auth?q=${row.scopes.join(',')}&`,
    );
    expect(body.error.permission_violations.map((one: { subject: string }) => one.subject)).toEqual(
      row.scopes,
    );
  });

  it('refuses an unknown query parameter with its code', async () => {
    const rig = await startRig();
    const { query } = row.call(rig);
    const answer = await send(rig, { query: { ...query, surprise: '1' } });
    expect([answer.status, answer.body.code]).toEqual([400, row.wrong]);
    expect(JSON.stringify(answer.body)).toContain('surprise is unknown');
  });

  if (row.method !== 'GET')
    it('refuses unknown fields, broken JSON and another content type', async () => {
      const rig = await startRig();
      const { body } = row.call(rig);
      for (const more of [
        { body: { ...(body as object), surprise: 1 } },
        { body: '{"broken' },
        { body: '[]' },
        { body: JSON.stringify(body), headers: { 'content-type': 'text/plain' } },
      ]) {
        const answer = await send(rig, more);
        expect([answer.status, answer.body.code], JSON.stringify(more)).toEqual([400, row.wrong]);
      }
    });

  if (row.limit !== undefined)
    it('holds its published limit, and says when to come back', async () => {
      const rig = await startRig();
      for (let n = 0; n < (row.limit ?? 0); n += 1) expect((await send(rig)).body.code).not.toBe(99991400);
      await rig.clock.advance(400);
      const refused = await send(rig);
      expect([refused.status, refused.body.code]).toEqual([429, 99991400]);
      expect(refused.headers.get('x-ogw-ratelimit-limit')).toBe(String(row.limit));
      const seconds = Number(refused.headers.get('x-ogw-ratelimit-reset'));
      expect(seconds).toBe(row.limit === 100 ? 60 : 1);
      const windowMs = row.limit === 100 ? 60_000 : 1000;
      await rig.clock.advance(windowMs - 401);
      expect((await send(rig)).body.code).toBe(99991400);
      await rig.clock.advance(1);
      expect((await send(rig)).body.code).not.toBe(99991400);
    });
});

it('holds 1000 calls a minute beside 50 a second', async () => {
  const rig = await startRig();
  const get = () => rig.call('GET', `/approval/v4/instances/${LAPTOPS}`);
  for (let second = 0; second < 20; second += 1) {
    for (let n = 0; n < 50; n += 1) await get();
    await rig.clock.advance(1000);
  }
  const refused = await get();
  expect([refused.status, refused.headers.get('x-ogw-ratelimit-limit')]).toEqual([429, '1000']);
  expect(refused.headers.get('x-ogw-ratelimit-reset')).toBe('40');
  await rig.clock.advance(40_000);
  expect((await get()).status).toBe(200);
});

it('counts neither calls without a valid token nor those that it refused', async () => {
  const rig = await startRig();
  const path = `/approval/v4/approvals/${PURCHASE}`;
  for (let n = 0; n < 120; n += 1) await rig.call('GET', path, { token: null });
  for (let n = 0; n < 100; n += 1) expect((await rig.call('GET', path)).status).toBe(200);
  await rig.clock.advance(59_999);
  expect((await rig.call('GET', path)).status).toBe(429);
  await rig.clock.advance(1);
  expect((await rig.call('GET', path)).status).toBe(200);
});

it.each([
  ['GET', '/approval/v4/instances'],
  ['POST', '/approval/v4/instances/add_cc'],
  ['DELETE', '/im/v1/messages/om_x'],
  ['PUT', '/im/v1/messages/om_x'],
  ['POST', '/interactive/v1/card/update'],
  ['GET', '/nothing/v1/here'],
])('answers loudly what it does not emulate: %s %s', async (method, path) => {
  const rig = await startRig();
  const { status, body } = await rig.call(method, path, method === 'GET' ? {} : { body: {} });
  expect([status, body.code]).toEqual([501, 99999999]);
  expect(body.msg).toContain(`does not emulate ${method} /open-apis${path} yet`);
  expect(rig.sandbox.calls.at(-1)).toMatchObject({
    method,
    path: `/open-apis${path}`,
    status: 501,
    answered: true,
  });
});

it('lets the empty body of the SDK pass with GET, and refuses any other', async () => {
  const rig = await startRig();
  const { request } = await import('node:http');
  const send = (body: string) =>
    new Promise<number>((resolve, reject) => {
      const headers = {
        authorization: `Bearer ${rig.token}`,
        'content-type': 'application/json',
        'content-length': body.length,
      };
      const url = `${rig.sandbox.url}/open-apis/approval/v4/instances/${LAPTOPS}`;
      request(url, { method: 'GET', headers }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      })
        .on('error', reject)
        .end(body);
    });
  expect(await send('{}')).toBe(200);
  expect(await send('{"a":1}')).toBe(400);
});

describe('tenant_access_token', () => {
  const path = '/auth/v3/tenant_access_token/internal';
  const ask = (rig: Rig, body: unknown) => rig.call('POST', path, { body, token: null });
  const right = ({ sandbox: { app } }: Rig) => ({ app_id: app.app_id, app_secret: app.app_secret });

  it.each<[string, (rig: Rig) => unknown, number]>([
    ['an unknown app', (rig) => ({ ...right(rig), app_id: 'cli_0000000000000000' }), 10014],
    ['an app_id that is none', (rig) => ({ ...right(rig), app_id: 'me' }), 10003],
    ['a wrong secret', (rig) => ({ ...right(rig), app_secret: 'guess' }), 10014],
    ['no secret', (rig) => ({ app_id: rig.sandbox.app.app_id }), 10003],
    ['a secret that is no text', (rig) => ({ ...right(rig), app_secret: 1 }), 10003],
    ['broken JSON', () => '{"app_id"', 10003],
  ])('refuses %s', async (_name, body, code) => {
    const rig = await startRig();
    const answer = await ask(rig, body(rig));
    expect([answer.status, answer.body.code]).toEqual([200, code]);
    expect(answer.body).not.toHaveProperty('tenant_access_token');
  });

  it('gives the same token while 30 minutes are left, then a new one; the old one lives on to its end', async () => {
    const rig = await startRig();
    const first = (await ask(rig, right(rig))).body;
    expect(first).toEqual({ code: 0, msg: 'ok', tenant_access_token: rig.token, expire: 7200 });
    await rig.clock.advance(1.5 * HOUR);
    expect((await ask(rig, right(rig))).body).toMatchObject({ tenant_access_token: rig.token, expire: 1800 });
    await rig.clock.advance(1);
    const next = (await ask(rig, right(rig))).body;
    expect(next.tenant_access_token).not.toBe(rig.token);
    expect(next.expire).toBe(7200);
    await rig.clock.advance(0.5 * HOUR - 2);
    expect((await rig.call('GET', '/bot/v3/info')).body.code).toBe(0);
    await rig.clock.advance(1);
    expect((await rig.call('GET', '/bot/v3/info')).body.code).toBe(99991663);
    expect((await rig.call('GET', '/bot/v3/info', { token: next.tenant_access_token })).body.code).toBe(0);
  });

  it('invalidates every token when they are revoked, and keeps the secret out of the calls', async () => {
    const rig = await startRig();
    rig.sandbox.revokeTokens();
    expect((await rig.call('GET', '/bot/v3/info')).body.code).toBe(99991663);
    expect(JSON.stringify(rig.sandbox.calls)).not.toContain(rig.sandbox.app.app_secret);
  });
});

it('tells who the bot is, beside the code', async () => {
  const rig = await startRig();
  const { body } = await rig.call('GET', '/bot/v3/info');
  expect(body).toMatchObject({
    code: 0,
    msg: 'ok',
    bot: { app_name: '审批助手', open_id: rig.sandbox.app.open_id },
  });
});
