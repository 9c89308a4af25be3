import { afterEach, expect, it } from 'vitest';
import type { World } from '../../sandbox/platform/index.ts';
import { readConfig } from '../../src/config/config.ts';
import { instanceLinks } from '../../src/feishu/applink.ts';
import { type Office, openOffice } from '../support/bot.ts';
import { until } from '../support/until.ts';

let office: Office | undefined;
afterEach(async () => {
  await office?.close();
  office = undefined;
});

const lines = (of: Office) =>
  of.log
    .text()
    .split('\n')
    .flatMap((line) =>
      line.startsWith('{')
        ? [JSON.parse(line) as { msg: string; level: number; advice?: string; err?: { advice?: string } }]
        : [],
    );
const beforeStarted = (of: Office) =>
  lines(of).slice(
    0,
    lines(of).findIndex(({ msg }) => msg === 'started'),
  );
const wrong = (of: Office) => beforeStarted(of).filter(({ level }) => level >= 50);
const ready = async (of: Office) => (await fetch(new URL('/readyz', of.url()))).json();

it('a secret that is not the app’s is said once, before "started", with what to mend', async () => {
  office = await openOffice({ env: { FEISHU_APP_SECRET: 'of another app, for certain' } });
  expect(wrong(office)).toMatchObject([{ err: { advice: expect.stringContaining('FEISHU_APP_SECRET') } }]);
  expect(await ready(office)).toMatchObject({ status: 'not ready', token: expect.stringContaining('token') });
});

it('so it is over the long connection, and not with every attempt to open it', async () => {
  office = await openOffice({
    connects: false,
    env: { FEISHU_EVENT_MODE: 'websocket', FEISHU_APP_SECRET: 'of another app, for certain' },
  });
  const opened = office;
  const attempts = () => opened.sandbox.calls.filter(({ path }) => path === '/callback/ws/endpoint').length;
  await until(async () => {
    await opened.wait(5);
    return attempts() > 3;
  });
  const told = lines(office).filter(({ level, err, advice }) => level >= 40 && (err?.advice ?? advice));
  expect(told).toHaveLength(1);
  expect(wrong(office)).toMatchObject([{ err: { advice: expect.stringContaining('FEISHU_APP_SECRET') } }]);
  expect(office.log.text()).not.toContain('both subscription modes');
});

it('an app of the other platform is said to be one', async () => {
  const platform = (world: World) => {
    world.app.platform = 'lark';
  };
  office = await openOffice({
    connects: false,
    change: platform,
    env: { FEISHU_EVENT_MODE: 'websocket' },
  });
  expect(wrong(office)).toMatchObject([{ err: { advice: expect.stringContaining('FEISHU_BASE_URL=') } }]);
  const opened = office;
  await until(async () => {
    await opened.wait(5);
    return lines(opened).some(({ advice }) => advice?.includes('belongs to the other platform'));
  });
});

it('people who are another app’s are said to be so', async () => {
  office = await openOffice({
    change: ({ app }) => {
      app.open_ids = 'of another app';
    },
  });
  await office.say('zhangsan', '@审批助手 /unread', { chat: 'purchasing' });
  await office.wait(5);
  const told = lines(office).filter(({ err }) => err?.advice?.includes('belong to another app'));
  expect(told.length).toBeGreaterThan(0);
  expect(told[0]?.err?.advice).toContain('FEISHU_APP_ID');
});

it('an app without a bot is said to be one, and is not ready', async () => {
  office = await openOffice({
    change: ({ app }) => {
      app.has_bot = false;
    },
  });
  expect(wrong(office)).toMatchObject([{ err: { advice: expect.stringContaining('Bot') } }]);
  expect(await ready(office)).toMatchObject({
    status: 'not ready',
    token: 'ok',
    bot: expect.stringContaining('has none'),
  });
});

it('a database of another app is said to be one', async () => {
  office = await openOffice();
  expect(wrong(office)).toEqual([]);
  const of = 'cli_ffffffffffffffff';
  await office.db().run(`update noted_time set name = 'app:${of}' where name like 'app:%'`);
  await office.restart();
  const told = lines(office).filter(({ msg }) => msg.includes('belong to another app'));
  expect(told).toMatchObject([{ database_of: of, msg: expect.stringContaining('If that is meant') }]);
});

it('that is said for a day, and then taken for meant', async () => {
  office = await openOffice();
  await office.db().run(`insert into noted_time (name, ms) values ('app:cli_ffffffffffffffff', 1)`);
  const told = (of: Office) => lines(of).filter(({ msg }) => msg.includes('belong to another app')).length;
  await office.skip(23 * 3_600_000);
  expect(told(office)).toBe(1);
  await office.skip(2 * 3_600_000);
  expect(told(office)).toBe(1);
});

const good = { FEISHU_APP_ID: 'cli_a1b2c3d4e5f60718', FEISHU_APP_SECRET: 's' };

it.each(['/open-apis', '/open-apis/', '/open-apis/auth/v3', '/', ''])(
  'a base URL may have %j behind it',
  (tail) => {
    const { FEISHU_BASE_URL } = readConfig({ ...good, FEISHU_BASE_URL: `https://open.feishu.cn${tail}` });
    expect(FEISHU_BASE_URL).toBe('https://open.feishu.cn');
  },
);

it.each([
  'https://open.feishu.cn?x=1',
  'https://open.feishu.cn/#a',
  'https://me:pw@open.feishu.cn',
  'open.feishu.cn',
  'ftp://open.feishu.cn',
  'https://open.feishu.cn/?',
])('a base URL such as %j is refused by name', (FEISHU_BASE_URL) => {
  expect(() => readConfig({ ...good, FEISHU_BASE_URL })).toThrow(/FEISHU_BASE_URL must be an address/);
});

it('links begin where a private deployment has them', () => {
  const { FEISHU_APPLINK_URL } = readConfig({ ...good, FEISHU_APPLINK_URL: 'https://applink.corp.example/' });
  const { pc, ios } = instanceLinks('https://open.corp.example', 'CODE', FEISHU_APPLINK_URL);
  expect([pc, ios].every((link) => link.startsWith('https://applink.corp.example/client/'))).toBe(true);
});
