import { request } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { servePage } from '../../../sandbox/page/index.ts';
import { tomorrowAt } from '../../../sandbox/page/time.ts';
import { root } from '../../support/page.ts';
import { startRig } from '../support.ts';

async function openEndpoints(loopbackOnly = true) {
  const { sandbox, clock } = await startRig();
  const page = servePage(sandbox, { root, loopbackOnly });
  onTestFinished(() => page.close());
  const { port } = new URL(sandbox.url);
  const send = (method: string, path: string, headers: Record<string, string> = {}, body = '') =>
    new Promise<{ status: number; text: string; headers: Record<string, unknown> }>((resolve, reject) => {
      const outgoing = request({ port, host: '127.0.0.1', method, path, headers }, async (response) => {
        let text = '';
        for await (const chunk of response) text += chunk;
        resolve({ status: response.statusCode ?? 0, text, headers: response.headers });
      });
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  return { sandbox, clock, send, port };
}

const JSON_TYPE = { 'content-type': 'application/json' };

describe('the endpoints of the page', () => {
  it('answer under a name of this machine only', async () => {
    const { send, port } = await openEndpoints();
    const faults = '/sandbox/api/faults';
    expect((await send('GET', faults, { host: `localhost:${port}` })).status).toBe(200);
    expect((await send('GET', faults, { host: 'rebound.example' })).status).toBe(403);
    const open = await openEndpoints(false);
    expect((await open.send('GET', faults, { host: 'sandbox.example' })).status).toBe(200);
  });

  it.each([
    ['en-GB,en;q=0.9', 'emma'],
    ['ja-JP', 'tanaka'],
    ['zh-CN,zh;q=0.9', 'zhangsan'],
    ['de-DE', 'zhangsan'],
  ])('begin, for a browser that asks for %s, as %s', async (language, handle) => {
    const { send } = await openEndpoints();
    const lists = JSON.parse(
      (await send('GET', '/sandbox/api/approvals', { 'accept-language': language })).text,
    );
    const own = JSON.parse((await send('GET', `/sandbox/api/approvals?as=${handle}`)).text);
    expect(lists).toEqual(own);
  });

  it('take nothing that another web page can send', async () => {
    const { send, sandbox } = await openEndpoints();
    const said = JSON.stringify({ as: 'zhangsan', chat: 'purchasing', text: 'x' });
    expect((await send('POST', '/sandbox/api/say', { 'content-type': 'text/plain' }, said)).status).toBe(403);
    expect(sandbox.messages('purchasing')).toEqual([]);
    expect((await send('POST', '/sandbox/api/say', JSON_TYPE, said)).status).toBe(200);
    expect(sandbox.messages('purchasing').length).toBe(1);
  });

  it('allow no script but the page’s own', async () => {
    const { send } = await openEndpoints();
    const { headers } = await send('GET', '/sandbox/api/faults');
    expect(headers['content-security-policy']).toMatch(/default-src 'self'/);
    expect(headers['content-security-policy']).not.toContain('unsafe');
  });

  it.each([
    ['someone unknown', '/say', { as: 'nobody', chat: 'purchasing', text: 'x' }, 'no person "nobody"'],
    ['an empty message', '/say', { as: 'zhangsan', chat: 'purchasing', text: '' }, 'text'],
    ['a chat one is not in', '/say', { as: 'tanaka', chat: 'purchasing', text: 'x' }, 'no member'],
    ['an unknown switch', '/faults/x', { on: true }, 'no switch "x"'],
    ['a clock that runs back', '/clock', { advance_ms: -1 }, 'advance_ms'],
    ['a retry where none waits', '/clock', { to: 'retry', as: 'zhangsan' }, 'no event waits'],
    ['to start a bot that is not ours', '/bot', { running: true }, 'not started by the sandbox'],
    [
      'somebody else’s approval',
      '/approvals/81D31358-93AF-92D6-7425-01A5D67C4E01/open',
      { as: 'tanaka' },
      'no such approval',
    ],
    ['to recall somebody’s message', '/recall', { as: 'lisi', message_id: 'om_x' }, 'only its sender'],
  ])('say why they refuse %s', async (_name, path, body, why) => {
    const { send } = await openEndpoints();
    const { text } = await send('POST', `/sandbox/api${path}`, JSON_TYPE, JSON.stringify(body));
    expect((JSON.parse(text) as { error: string }).error).toContain(why);
  });

  it('hand out other files than pictures only to be saved', async () => {
    const { send, sandbox } = await openEndpoints();
    const html = {
      kind: 'file',
      name: 'x.html',
      type: 'text/html',
      data: Buffer.from('<script>1</script>'),
    } as const;
    const { key } = sandbox.platform.resources.keep(html);
    const { headers } = await send('GET', `/sandbox/api/files/${key}`);
    expect(headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': 'attachment; filename=x.html',
    });
  });

  it('leave the API as it is', async () => {
    const { send } = await openEndpoints();
    expect((await send('GET', '/open-apis/bot/v3/info')).text).toContain('99991661');
    expect((await send('GET', '/sandboxes')).status).toBe(501);
  });
});

it.each([
  ['in Shanghai', 'Asia/Shanghai', '2026-11-20T15:59:00Z', '2026-11-21T01:12:00.000Z'],
  ['in Shanghai, after midnight there', 'Asia/Shanghai', '2026-11-20T16:01:00Z', '2026-11-22T01:12:00.000Z'],
  [
    'in London, on the eve of winter time',
    'Europe/London',
    '2026-10-24T12:00:00Z',
    '2026-10-25T09:12:00.000Z',
  ],
  ['in New York', 'America/New_York', '2026-11-20T03:00:00Z', '2026-11-20T14:12:00.000Z'],
])('tomorrow at 09:12 %s', (_name, timezone, now, then) => {
  expect(new Date(tomorrowAt(9, 12, timezone, Date.parse(now))).toISOString()).toBe(then);
});
