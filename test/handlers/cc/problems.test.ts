import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Office, openOffice } from '../../support/bot.ts';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

const CC = '/open-apis/approval/v4/instances/cc';
const told = () => office.heard('direct:zhangsan').join('\n');
const copy = (instance = 'laptops') =>
  office.say('zhangsan', `/cc @李四 ${office.sandbox.instance(instance).instance_code}`);

describe('a CC that Feishu refuses is explained to the sender', () => {
  it.each([
    [1390001, '人员'],
    [1390002, '审批'],
    [1390003, '审批'],
    [1390006, '打开飞书审批'],
    [1390009, '打开飞书审批'],
    [1390010, '打开飞书审批'],
    [99991401, '设置有问题'],
    [1390018, '签名'],
    [99991672, '管理员'],
    [99991403, '管理员'],
  ])('%i', async (code, hint) => {
    office.sandbox.faults.add({ on: 'call', path: CC, code });
    await copy();
    await office.wait(5);
    expect(office.heard('direct:zhangsan')).toHaveLength(1);
    expect(told()).toMatch(hint);
    expect(told()).not.toContain(String(code));
    expect(office.ccCalls()).toHaveLength(1);
  });

  it('and a code that nobody knows after a few tries: it may have had its effect', async () => {
    office.sandbox.faults.add({ on: 'call', path: CC, code: 1390099 });
    await copy();
    await office.wait(75);
    expect(office.heard('direct:zhangsan')).toHaveLength(1);
    expect(told()).toMatch(/不确定/);
    expect(office.ccCalls()).toHaveLength(6);
  });

  it('in three languages', async () => {
    await copy('supplier-contract');
    await office.wait(5);
    const [card] = office.cards('direct:zhangsan');
    expect(office.read(card!, 'zh_cn')).toContain('签名');
    expect(office.read(card!, 'en_us')).toContain('signature');
    expect(office.read(card!, 'ja_jp')).toContain('署名');
  });

  it('and to the operator with log id, code and what to do', async () => {
    office.sandbox.faults.add({ on: 'call', path: CC, code: 99991672 });
    await copy();
    await office.wait(5);
    const line = office.log.lines
      .map((text) => JSON.parse(text))
      .find((entry) => entry.err?.code === 99991672);
    expect(line.err).toMatchObject({
      endpoint: expect.stringContaining('instances/cc'),
      log_id: expect.any(String),
      advice: expect.stringContaining('scope'),
    });
  });
});

describe('a CC that meets a passing trouble', () => {
  it('is tried again when Feishu is busy, once', async () => {
    office.sandbox.faults.add({ on: 'call', path: CC, code: 1395001, times: 2 });
    await copy();
    await office.wait(20);
    expect(office.copies('laptops', 'zhangsan')).toBe(1);
    expect(told()).toContain('已抄送给 1 人');
  });

  it('is given up with a sentence when Feishu stays busy: the last try may have had its effect', async () => {
    office.sandbox.faults.add({ on: 'call', path: CC, code: 1395001 });
    await copy();
    await office.wait(11 * 60);
    expect(office.heard('direct:zhangsan')).toHaveLength(1);
    expect(told()).toMatch(/不确定/);
  });

  it.each([429, 400] as const)('waits as long as a limit under HTTP %i asks for', async (status) => {
    office.sandbox.faults.add({ on: 'call', path: CC, times: 1, rateLimit: { status, resetSeconds: 7 } });
    await copy();
    await office.wait(6);
    expect(office.ccCalls()).toHaveLength(1);
    await office.wait(3);
    expect(office.ccCalls()).toHaveLength(2);
    expect(office.copies('laptops', 'zhangsan')).toBe(1);
  });

  it('waits for a longer limit without holding anything up', async () => {
    office.sandbox.faults.add({
      on: 'call',
      path: CC,
      times: 1,
      rateLimit: { status: 429, resetSeconds: 50 },
    });
    await copy();
    await office.say('lisi', '/ping');
    await office.wait(5);
    expect(office.heard('direct:lisi')).toHaveLength(1);
    await office.wait(48);
    expect(office.copies('laptops', 'zhangsan')).toBe(1);
  });

  it.each(['99999999', '1e308', '-99999999', '0x7fffffff'])(
    'does not believe a limit that asks for "%s" s, and does it within two minutes',
    async (reset) => {
      const body = { code: 99991400, msg: 'request trigger frequency limit' };
      const headers = { 'x-ogw-ratelimit-reset': reset };
      office.sandbox.faults.add({
        on: 'call',
        path: CC,
        times: 1,
        answer: { status: 429, body, headers },
      });
      await copy();
      await office.wait(90);
      expect(office.copies('laptops', 'zhangsan')).toBe(1);
      expect(told()).toContain('已抄送给 1 人');
    },
  );

  it('is given up within minutes when every answer asks for years', async () => {
    office.sandbox.faults.add({
      on: 'call',
      path: CC,
      rateLimit: { status: 429, resetSeconds: 99_999_999 },
    });
    await copy();
    await office.wait(11 * 60);
    expect(office.heard('direct:zhangsan')).toHaveLength(1);
    expect(told()).toMatch(/忙/);
    expect(office.ccCalls().length).toBeGreaterThan(5);
  });

  it('fetches a new token when the old one was revoked, once', async () => {
    await copy();
    await office.wait(3);
    office.sandbox.revokeTokens();
    await copy();
    await office.wait(3);
    expect(office.copies('laptops', 'zhangsan')).toBe(2);
    const tokens = office.sandbox.calls.filter((call) => call.path.endsWith('tenant_access_token/internal'));
    expect(tokens).toHaveLength(2);
  });

  it('says that it is uncertain when no answer ever comes', async () => {
    office.sandbox.faults.add({ on: 'call', path: CC, drop: 'before' });
    await copy();
    await office.wait(11 * 60);
    expect(told()).toMatch(/不确定|可能/);
  });

  it('says that nobody received anything when Feishu could not be asked at all', async () => {
    office.sandbox.faults.add({ on: 'call', path: '/open-apis/approval/*', drop: 'before' });
    await copy();
    await office.wait(11 * 60);
    expect(told()).toContain('什么都没做');
    expect(office.ccCalls()).toEqual([]);
  });
});

describe('the platform limits', () => {
  it('are kept before Feishu has to refuse: forty answers in one chat', async () => {
    await Promise.all(Array.from({ length: 40 }, () => office.say('zhangsan', '/ping')));
    await office.wait(20);
    expect(office.heard('direct:zhangsan')).toHaveLength(40);
    expect(office.sandbox.calls.filter((call) => call.code !== 0)).toEqual([]);
  });

  it('of one chatty person keep nobody else waiting', async () => {
    await Promise.all(Array.from({ length: 120 }, () => office.say('zhangsan', '/ping')));
    await office.say('lisi', '/ping');
    await office.wait(5);
    expect(office.heard('direct:lisi')).toHaveLength(1);
    await office.wait(120);
    expect(office.heard('direct:zhangsan')).toHaveLength(120);
    expect(office.sandbox.calls.filter((call) => call.code !== 0)).toEqual([]);
  });

  it('ask for one token however many calls begin at once', async () => {
    await Promise.all(
      ['zhangsan', 'lisi', 'wangwu', 'emma', 'tanaka'].map((person) => office.say(person, '/ping')),
    );
    await office.wait(2);
    expect(office.sandbox.calls.filter((call) => call.path.includes('/auth/'))).toHaveLength(1);
  });
});

it('never logs a secret, a token or what people wrote', async () => {
  office.sandbox.faults.add({ on: 'call', path: CC, code: 1395001 });
  await office.say('zhangsan', `/cc @李四 ${office.sandbox.instance('laptops').instance_code} 一句悄悄话`);
  await office.wait(30);
  const text = office.log.text();
  const { app_secret, encrypt_key, verification_token } = office.sandbox.app;
  for (const secret of [app_secret, encrypt_key, verification_token, 'Bearer', '悄悄话', '笔记本电脑'])
    expect(text.includes(secret), secret).toBe(false);
  expect(text).not.toMatch(/\bt-[0-9a-z]{8}/);
});
