import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CallFault } from '../../../sandbox/platform/index.ts';
import { type Office, openOffice } from '../../support/bot.ts';
import { eachOrOne } from '../../support/each-or-one.ts';

let office: Office;
let laptops: string;
beforeEach(async () => {
  office = await openOffice();
  laptops = office.sandbox.instance('laptops').instance_code;
});
afterEach(() => office.close());

const CC = '/open-apis/approval/v4/instances/cc';
const INSTANCE = '/open-apis/approval/v4/instances/:id';
const down = (path: string) =>
  office.sandbox.faults.add({ on: 'call', path, answer: { status: 503, body: 'down' } });
const told = (chat = 'direct:zhangsan') => office.heard(chat).join('\n');

describe('an outage', () => {
  it('of five minutes loses nothing: what was asked meanwhile is done and answered afterwards', async () => {
    const outage = down('/open-apis/*');
    await office.say('lisi', '/ping');
    await office.say('zhangsan', `/cc @李四 ${laptops}`);
    await office.wait(300);
    outage.remove();
    await office.wait(90);
    expect(office.heard('direct:lisi')).toHaveLength(1);
    expect(told()).toContain('已抄送给 1 人');
    expect(office.copies('laptops', 'zhangsan')).toBe(1);
  });

  it('of an hour in messages alone: the receipt comes late, once', async () => {
    office.sandbox.faults.add({ on: 'call', path: '/open-apis/im/*', drop: 'before' });
    await office.say('zhangsan', `/cc @李四 ${laptops}`);
    await office.wait(40 * 60);
    expect(office.copies('laptops', 'zhangsan')).toBe(1);
    office.sandbox.faults.clear();
    await office.wait(90);
    expect(office.heard('direct:zhangsan')).toHaveLength(1);
  });

  it('that outlasts everybody is followed by one sentence, and nothing is done any more', async () => {
    const outage = down('/open-apis/*');
    await office.say('zhangsan', `/cc @李四 ${laptops}`);
    await office.wait(15 * 60);
    outage.remove();
    await office.wait(120);
    expect(office.heard('direct:zhangsan')).toHaveLength(1);
    expect(told()).toContain('什么都没做');
    expect(office.ccCalls().filter((call) => call.code === 0)).toEqual([]);
  });

  it('makes the bot say nothing about what was never meant for it', async () => {
    const outage = down('/open-apis/bot/v3/info');
    const { open_id } = office.sandbox.person('zhangsan');
    for (const [n, text] of ['中午吃什么', '@_user_1 吃饭'].entries())
      await office.sandbox.deliver({
        schema: '2.0',
        header: {
          event_id: `e${n}`,
          event_type: 'im.message.receive_v1',
          token: office.sandbox.app.verification_token,
        },
        event: {
          sender: { sender_id: { open_id }, sender_type: 'user' },
          message: {
            message_id: `om_${n}`,
            create_time: String(office.clock.now()),
            chat_id: office.sandbox.chat('purchasing').chat_id,
            chat_type: 'group',
            message_type: 'text',
            content: JSON.stringify({ text }),
            mentions: n ? [{ key: '@_user_1', id: { open_id }, name: '张三' }] : [],
          },
        },
      });
    await office.wait(15 * 60);
    outage.remove();
    await office.wait(60);
    expect(office.sandbox.calls.filter((call) => call.path.includes('/im/'))).toEqual([]);
  });
});

describe('an answer that is none', () => {
  const afterEffect = true;
  const answers: [string, CallFault['answer'] & object][] = [
    ['HTTP 500 after the effect', { afterEffect, status: 500, body: { code: 1395001, msg: 'error' } }],
    ['HTTP 200 with a page after the effect', { afterEffect, status: 200, body: '<html>proxy</html>' }],
    ['HTTP 408 of a load balancer after the effect', { afterEffect, status: 408, body: '' }],
  ];
  it.each(answers)('%s: the instance is copied once', async (_name, answer) => {
    office.sandbox.faults.add({ on: 'call', path: CC, times: 1, answer });
    await office.say('zhangsan', `/cc @李四 ${laptops}`);
    await office.wait(20);
    expect(office.copies('laptops', 'zhangsan')).toBe(1);
    expect(told()).toContain('已抄送给 1 人');
  });
});

describe('after a lost answer', () => {
  it('an instance that can not be read any more leaves it uncertain, and says so', async () => {
    office.sandbox.faults.add({ on: 'call', path: CC, times: 1, drop: 'after' });
    await office.say('zhangsan', `/cc @李四 ${laptops}`);
    await office.wait(1);
    office.sandbox.faults.add({ on: 'call', method: 'GET', path: INSTANCE, code: 1390003 });
    await office.wait(10);
    expect(office.copies('laptops', 'zhangsan')).toBe(1);
    expect(told()).toMatch(/不确定/);
  });
});

describe('after a lost answer, an instance that can not be read', () => {
  it.each([
    ['for want of quota', { code: 99991403 }],
    ['for want of a scope', { code: 99991672 }],
    ['for a limit', { rateLimit: { status: 429, resetSeconds: 30 } }],
    ['while Feishu is busy', { code: 1395001 }],
  ] as const)('%s is told as uncertain, and not as a CC that did not happen', async (_name, trouble) => {
    office.sandbox.faults.add({ on: 'call', path: CC, times: 1, drop: 'after' });
    await office.say('zhangsan', `/cc @李四 ${laptops}`);
    await office.wait(1);
    office.sandbox.faults.add({ on: 'call', method: 'GET', path: INSTANCE, ...trouble });
    await office.wait(12 * 60);
    expect(office.copies('laptops', 'zhangsan')).toBe(1);
    expect(told()).toMatch(/不确定/);
  });
});

describe('before it is sure that the instance is theirs', () => {
  eachOrOne([1390001, 1390003, 1390004, 1390009, 1390015])(
    'refusal %i is told in private, like an instance that does not exist',
    async (code) => {
      office.sandbox.faults.add({ on: 'call', method: 'GET', path: INSTANCE, code });
      await office.say('emma', `@审批助手 /cc @赵六 ${laptops}`, { chat: 'purchasing' });
      await office.wait(3);
      expect(office.heard('purchasing')).toEqual([]);
      expect(told('direct:emma')).toContain('没有找到');
    },
  );

  it('a failure of another kind is told in private too', async () => {
    office.sandbox.faults.add({ on: 'call', method: 'GET', path: INSTANCE, code: 99991672 });
    await office.say('emma', `@审批助手 /cc @赵六 ${laptops}`, { chat: 'purchasing' });
    await office.wait(3);
    expect(office.heard('purchasing')).toEqual([]);
    expect(told('direct:emma')).toContain('管理员');
  });
});

describe('a limit that does not end', () => {
  it('is explained after ten minutes, and the CC does not happen later', async () => {
    const limit = office.sandbox.faults.add({
      on: 'call',
      method: 'GET',
      path: INSTANCE,
      rateLimit: { status: 429, resetSeconds: 30 },
    });
    await office.say('zhangsan', `/cc @李四 ${laptops}`);
    await office.wait(12 * 60);
    limit.remove();
    await office.wait(120);
    expect(told()).toContain('忙');
    expect(office.ccCalls()).toEqual([]);
  });
});

describe('somebody whom the bot may not write to', () => {
  it('learns in the group that the list could not be sent, and not that it was', async () => {
    office.sandbox.faults.add({
      on: 'call',
      method: 'POST',
      path: '/open-apis/im/v1/messages',
      code: 230013,
    });
    await office.say('zhangsan', '@审批助手 /cc @李四', { chat: 'purchasing' });
    await office.wait(5);
    expect(office.heard('purchasing')).toHaveLength(1);
    expect(told('purchasing')).toContain('没法给你发单聊消息');
  });

  it('learns in the group that there is an answer, and not which', async () => {
    office.sandbox.faults.add({
      on: 'call',
      method: 'POST',
      path: '/open-apis/im/v1/messages',
      code: 230013,
    });
    await office.say('emma', `@审批助手 /cc @赵六 ${laptops}`, { chat: 'purchasing' });
    await office.wait(5);
    expect(told('purchasing')).toContain('没法给你发单聊消息');
    expect(told('purchasing')).not.toContain('没有找到');
  });

  it('gets the receipt directly when the bot may no longer write in the group', async () => {
    office.sandbox.faults.add({ on: 'call', path: '/open-apis/im/v1/messages/:id/reply', code: 230002 });
    await office.say('zhangsan', `@审批助手 /cc @李四 ${laptops}`, { chat: 'purchasing' });
    await office.wait(5);
    expect(told()).toContain('已抄送给 1 人');
  });
});

describe('a card', () => {
  it('whose fate is unknown for an hour is not sent again', async () => {
    office.sandbox.faults.add({
      on: 'call',
      path: '/open-apis/im/v1/messages/:id/reply',
      times: 1,
      drop: 'after',
    });
    office.sandbox.faults.add({ on: 'call', path: '/open-apis/im/*', answer: { status: 503, body: 'down' } });
    await office.say('zhangsan', '/ping');
    await office.wait(70 * 60);
    office.sandbox.faults.clear();
    await office.wait(120);
    expect(office.heard('direct:zhangsan')).toHaveLength(1);
    expect(office.log.text()).toContain('could deliver it twice');
  });

  it('whose fate is unknown stays so, whatever its repetitions meet', async () => {
    const path = '/open-apis/im/v1/messages/:id/reply';
    office.sandbox.faults.add({ on: 'call', path, times: 1, drop: 'after' });
    office.sandbox.faults.add({ on: 'call', path, rateLimit: { status: 400, resetSeconds: 600 } });
    await office.say('zhangsan', '/ping');
    await office.wait(70 * 60);
    office.sandbox.faults.clear();
    await office.wait(120);
    expect(office.heard('direct:zhangsan')).toHaveLength(1);
    expect(office.log.text()).toContain('could deliver it twice');
  });

  it('that was refused may be sent long after, for it surely was not sent', async () => {
    office.sandbox.faults.add({
      on: 'call',
      path: '/open-apis/im/v1/messages/:id/reply',
      rateLimit: { status: 429, resetSeconds: 600 },
    });
    await office.say('zhangsan', '/ping');
    await office.wait(62 * 60);
    office.sandbox.faults.clear();
    await office.wait(11 * 60);
    expect(office.heard('direct:zhangsan')).toHaveLength(1);
  });

  it('that Feishu is still sending is asked for again', async () => {
    office.sandbox.faults.add({
      on: 'call',
      path: '/open-apis/im/v1/messages/:id/reply',
      times: 1,
      code: 230049,
    });
    await office.say('zhangsan', '/ping');
    await office.wait(10);
    expect(office.heard('direct:zhangsan')).toHaveLength(1);
  });
});

it('a token that can not be had shows at /readyz, by name', async () => {
  const ready = async () => {
    const answer = await fetch(office.url().replace('/webhook/event', '/readyz'));
    return [answer.status, await answer.json()];
  };
  expect(await ready()).toMatchObject([200, { status: 'ok', database: 'ok', token: 'ok' }]);
  await office.pass(2 * 3_600_000);
  down('/open-apis/auth/*');
  expect(await ready()).toMatchObject([
    503,
    { status: 'not ready', database: 'ok', token: 'Feishu gives no access token; the log says why' },
  ]);
  const [line = ''] = office.log.lines.filter((text) => text.includes('"part":"token"'));
  expect(line).toContain('HTTP 503');
});
