import { describe, expect, it, onTestFinished } from 'vitest';
import { quickApproveBody } from '../../sandbox/platform/people/quick-approve.ts';
import { startReceiver } from '../../sandbox/source-system/receiver.ts';
import { START } from '../support/clock.ts';
import { eachOrOne } from '../support/each-or-one.ts';
import { CONTRACT, CRM, lisi } from './desk.ts';
import { instance, KEY, openQuick, type Quick, SECRET, TOKEN } from './quick-desk.ts';

const SEVERAL = '有几项的编号相同';
const NOT_FOUND = '没有找到等你处理的这一项';
const received = (quick: Quick) => quick.receiver().received;
const sealed = (quick: Quick, more: object = {}, key: string | undefined = KEY, token = TOKEN) =>
  quickApproveBody(
    {
      by: 'lisi',
      approval_code: CONTRACT,
      instance_id: 'oa-1',
      task_id: 'oa-1-1',
      action_type: 'APPROVE',
      ...more,
      callback: { url: '', token, key },
    },
    quick.sandbox.platform,
  );

it('is found though its instance was pushed before its definition had a code of Feishu', async () => {
  const quick = await openQuick({ push: instance({ approval_code: 'oa-leave' }) });
  const group = { code: 'oa-hr', name: '人事' };
  const leave = { code: 'oa-leave', name: '请假', group, from: '协同办公系统', viewers: 'everyone' };
  await quick.command('external.apply', { content: { definitions: [leave] } });
  await quick.wait(4);
  const { realCode } = quick.sandbox.platform.externals.definitions.find(
    ({ customCode }) => customCode === 'oa-leave',
  )!;
  const seen = await quick.act({ approval_code: realCode });
  expect(seen).toMatchObject({ done: true });
  expect(received(quick)).toHaveLength(1);
});

describe('a decision in Feishu', () => {
  it('reaches the system that asked, signed, with everything that came', async () => {
    const quick = await openQuick();
    const attachments = [
      {
        file_type: 'IMAGE' as const,
        file_size: 12345,
        file_name: '1.png',
        url: 'https://files.example.com/1',
      },
    ];
    const began = quick.clock.now();
    const seen = await quick.act({
      message_id: 9223372036854775807n,
      reason: '同意 "<at id=all>"',
      action_context: '{"n":1234567890123456789}',
      attachments,
    });
    expect(seen).toEqual({ done: true, answer: { status: 200, body: '{}' } });
    expect(quick.clock.now() - began).toBeLessThan(1_500);
    expect(received(quick)).toMatchObject([
      {
        id: expect.stringMatching(/^msg_/),
        body: {
          type: 'approval.quick_action',
          timestamp: expect.stringMatching(/^2026-.*Z$/),
          data: {
            action_type: 'APPROVE',
            action_context: '{"n":1234567890123456789}',
            user_id: 'b2e4d6f8',
            approval_code: CONTRACT,
            instance_id: 'oa-1',
            task_id: 'oa-1-1',
            message_id: '9223372036854775807',
            reason: '同意 "<at id=all>"',
            attachments,
          },
        },
      },
    ]);
    expect(JSON.stringify(received(quick))).not.toContain(TOKEN);
    for (const secret of ['同意', TOKEN, KEY, 'whsec_', 'files.example.com'])
      expect(quick.log.text()).not.toContain(secret);
  });

  it('goes where the definition says, and not at all without that', async () => {
    const quick = await openQuick();
    const act = () =>
      quick.sandbox.quickApprove({
        by: 'lisi',
        approval_code: CONTRACT,
        instance_id: 'oa-1',
        task_id: 'oa-1-1',
        action_type: 'APPROVE',
      });
    await expect(act()).rejects.toThrow('has no callback');
    const { definitions } = quick.sandbox.platform.externals;
    Object.assign(definitions.find(({ realCode }) => realCode === CONTRACT)?.body.external ?? {}, {
      action_callback_url: quick.callback(),
      action_callback_token: TOKEN,
      action_callback_key: KEY,
    });
    expect((await quick.passing(act())).done).toBe(true);
    expect(received(quick)).toHaveLength(1);
  });

  it('comes in the clear where no key is set', async () => {
    const quick = await openQuick({ key: null });
    expect((await quick.act()).done).toBe(true);
    expect(received(quick)).toHaveLength(1);
  });

  it('is of an approver who is named by open_id alone, too', async () => {
    const quick = await openQuick();
    expect((await quick.act({ by: 'zhangsan', task_id: 'oa-1-2' })).done).toBe(true);
    expect((await quick.act({ by: 'lisi', task_id: 'oa-1-2' })).shown).toContain(NOT_FOUND);
    expect(received(quick)).toHaveLength(1);
  });

  it('can name the task as a search does, and the definition by its own code', async () => {
    const quick = await openQuick();
    const searched = await quick.raw(
      sealed(quick, { instance_id: undefined, task_id: undefined, id: 'oa-1-1', action_type: 'REJECT' }),
    );
    expect(searched).toEqual({ status: 200, body: {} });
    expect(received(quick)[0]?.body.data).toMatchObject({ instance_id: 'oa-1', task_id: 'oa-1-1' });
  });

  eachOrOne([{ named: 'oa-1' }, { named: undefined }])(
    'may be about an instance that the approval centre hides, named $named',
    async ({ named }) => {
      const quick = await openQuick({ push: instance({ status: 'HIDDEN' }) });
      expect((await quick.raw(sealed(quick, { instance_id: named }))).status).toBe(200);
      expect(received(quick)).toHaveLength(1);
    },
  );

  it('may be one of the actions that the task offers, and no other', async () => {
    const offered = [{ action_type: 'ESCALATE', action_name: '上报' }];
    const quick = await openQuick({ push: instance({}, { action_configs: offered }) });
    expect((await quick.act({ action_type: 'APPROVE' })).shown).toContain('不能在这里处理');
    expect((await quick.act({ action_type: 'ESCALATE' })).done).toBe(true);
    expect(received(quick)).toHaveLength(1);
  });

  it('shows what the system says against it, as plain words', async () => {
    const quick = await openQuick();
    const message = `预算不足 <at id=all></at>\n[x](https://evil.example.com) ${'长'.repeat(300)}`;
    quick.behaviour.reply = () => ({ status: 409, body: JSON.stringify({ message }) });
    const { done, shown = '' } = await quick.act();
    expect(done).toBe(false);
    expect(shown).toMatch(/^预算不足 ＜at id=all＞/);
    expect(shown).not.toMatch(/[<>[\]()\n]/);
    expect([...shown].length).toBeLessThanOrEqual(200);
    await quick.wait(60);
    expect(quick.receiver().attempts).toHaveLength(1);
    // Asked again it goes to the system again: it may have changed its mind.
    quick.behaviour.reply = () => ({});
    expect((await quick.act()).done).toBe(true);
  });
});

describe('a decision after a search', () => {
  const searched = (quick: Quick, more: object = {}) =>
    quick.raw(sealed(quick, { instance_id: undefined, task_id: undefined, id: 'step-1', ...more }));
  const stepped = (id: string, more: object = {}, task: object = {}) => ({
    ...instance({ instance_id: id, ...more }),
    task_list: instance()
      .task_list.slice(0, 1)
      .map((one) => ({ ...one, task_id: 'step-1', ...task })),
  });
  /** Later instances than any that is meant. */
  const pushMany = async (quick: Quick, more: object, task: object) => {
    for (let n = 0; n < 51; n++) await quick.push(stepped(`many-${n}`, more, task));
  };

  eachOrOne<[string, object, object]>([
    ['have ended', { status: 'APPROVED' }, {}],
    ['are decided', {}, { status: 'APPROVED' }],
    ['are of somebody else', {}, { user_id: 'a1f3c5d7' }],
  ])('finds the task however many later ones of its id %s', async (_what, more, task) => {
    const quick = await openQuick({ push: stepped('oa-1') });
    await pushMany(quick, more, task);
    expect(await searched(quick)).toEqual({ status: 200, body: {} });
    expect(received(quick)[0]?.body.data).toMatchObject({ instance_id: 'oa-1', task_id: 'step-1' });
  });

  it('is not taken where it could be several, however old they are', async () => {
    const quick = await openQuick({ push: stepped('oa-1') });
    await pushMany(quick, { status: 'APPROVED' }, {});
    await quick.push(stepped('oa-2'));
    const { status, body } = await searched(quick);
    expect([status, body.message]).toEqual([422, expect.stringContaining(SEVERAL)]);
    await quick.push(stepped('oa-1', { status: 'CANCELED', update_time: '1779239520009' }));
    expect((await searched(quick)).status).toBe(200);
    expect(received(quick)[0]?.body.data).toMatchObject({ instance_id: 'oa-2' });
  });

  it('never reaches another system than the one whose task is seen', async () => {
    const quick = await openQuick({ push: stepped('oa-1') });
    await quick.push(stepped('crm-1'), CRM);
    const both = await searched(quick);
    expect([both.status, both.body.message]).toEqual([422, expect.stringContaining(SEVERAL)]);
    // The task of the CRM is decided there, and still in the list of whoever acts.
    await quick.push(stepped('crm-1', { update_time: '1779239520009' }, { status: 'APPROVED' }), CRM);
    const one = await searched(quick);
    expect([one.status, one.body.message]).toEqual([422, expect.stringContaining(SEVERAL)]);
    expect(quick.receiver().attempts).toEqual([]);
    // With its instance it can be none but that.
    expect(await quick.raw(sealed(quick, { task_id: 'step-1' }))).toEqual({ status: 200, body: {} });
    expect(received(quick)[0]?.body.data).toMatchObject({ instance_id: 'oa-1' });
  });

  it('nor where one of them names the person by user_id and one by open_id', async () => {
    const quick = await openQuick({ push: stepped('oa-1') });
    await quick.push(stepped('oa-2', {}, { user_id: undefined, open_id: lisi }));
    expect((await searched(quick)).status).toBe(422);
    expect(quick.receiver().attempts).toEqual([]);
  });

  it('is of the definition that it names', async () => {
    const quick = await openQuick({ push: stepped('oa-1') });
    const elsewhere = { approval_code: '7C468A54-8745-2245-9675-08B7C63E7A86' };
    await quick.push(stepped('oa-2', elsewhere));
    expect((await searched(quick)).status).toBe(200);
    expect(received(quick)[0]?.body.data).toMatchObject({ instance_id: 'oa-1' });
  });
});

describe('what is refused, with a sentence for the person', () => {
  eachOrOne<[string, object]>([
    ['an instance that nobody pushed', { instance_id: 'oa-2' }],
    ['a task that is not there', { task_id: 'oa-1-9' }],
    ['a task of somebody else', { by: 'emma' }],
    ['another definition', { approval_code: '7C468A54-8745-2245-9675-08B7C63E7A86' }],
    ['neither task nor instance', { instance_id: undefined, task_id: undefined, message_id: 5n }],
    ['an empty task', { task_id: '' }],
    ['an id with wildcards', { instance_id: undefined, task_id: undefined, id: 'oa-1-_' }],
    ['an endless id', { task_id: 'x'.repeat(200) }],
    ['a message_id that is no number', { message_id: '1.5' }],
  ])('%s', async (_name, more) => {
    const quick = await openQuick();
    const { status, body } = await quick.raw(sealed(quick, more));
    expect([status, body.message]).toEqual([422, expect.stringContaining(NOT_FOUND)]);
    expect(quick.receiver().attempts).toEqual([]);
  });

  it('a task that is decided, and an instance that has ended', async () => {
    const quick = await openQuick({ push: instance({}, { status: 'APPROVED' }) });
    expect((await quick.act()).shown).toContain(NOT_FOUND);
    await quick.push(instance({ status: 'CANCELED', update_time: '1779239520009' }));
    expect((await quick.act()).shown).toContain(NOT_FOUND);
    expect(quick.receiver().attempts).toEqual([]);
  });

  it('a system that takes nothing from here', async () => {
    const quick = await openQuick({ env: { EXTERNAL_WEBHOOKS: '', EXTERNAL_WEBHOOK_SECRETS: '' } });
    expect((await quick.act()).shown).toContain('不能在这里处理');
  });

  eachOrOne<[string, (quick: Quick) => string]>([
    ['a wrong token', (quick) => sealed(quick, {}, KEY, 'wrong')],
    ['no token', (quick) => sealed(quick, {}, KEY, null as never)],
    ['another key', (quick) => sealed(quick, {}, 'another key')],
    ['no encryption though there is a key', (quick) => sealed(quick, {}, '')],
    [
      'the clear text beside a seal',
      (quick) => JSON.stringify({ ...JSON.parse(sealed(quick, {}, '')), encrypt: 'AAAA' }),
    ],
    [
      'a seal with a changed byte',
      (quick) => {
        const bytes = Buffer.from(JSON.parse(sealed(quick)).encrypt, 'base64');
        bytes[40] = (bytes[40] ?? 0) ^ 1;
        return JSON.stringify({ encrypt: bytes.toString('base64') });
      },
    ],
    ['a seal that is cut off', (quick) => sealed(quick).replace(/.{20}"}$/, '"}')],
    ['no JSON', () => '{'],
    ['nothing', () => ''],
    ['a list', () => '[]'],
    ['null', () => 'null'],
  ])('%s', async (_name, body) => {
    const quick = await openQuick();
    const { status, body: answer } = await quick.raw(body(quick));
    expect([status, answer.message]).toEqual([401, expect.stringContaining('回调设置有误')]);
    expect(quick.receiver().attempts).toEqual([]);
  });

  it('more than a megabyte', async () => {
    const quick = await openQuick();
    expect((await quick.raw(JSON.stringify({ encrypt: 'A'.repeat(2 ** 20) }))).status).toBe(413);
  });

  it('everything, while the callback has no token', async () => {
    const quick = await openQuick({ key: null, env: { EXTERNAL_CALLBACK_TOKEN: '' } });
    expect((await quick.raw(sealed(quick, {}, ''))).status).toBe(404);
  });
});

describe('once', () => {
  it('the same encrypted request again is answered as before', async () => {
    const quick = await openQuick();
    const body = sealed(quick);
    for (const _ of [1, 2, 3]) expect(await quick.raw(body)).toEqual({ status: 200, body: {} });
    await quick.push(instance({ update_time: '1779239520009' }, { update_time: '1779239520009' }));
    expect(await quick.raw(body)).toEqual({ status: 200, body: {} });
    expect(quick.receiver().attempts).toHaveLength(1);
  });

  it('a refusal again is the same refusal', async () => {
    const quick = await openQuick({ reply: () => ({ status: 400, body: '{"message":"不行"}' }) });
    const body = sealed(quick);
    for (const _ of [1, 2])
      expect(await quick.raw(body)).toMatchObject({ status: 422, body: { message: '不行' } });
    expect(quick.receiver().attempts).toHaveLength(1);
  });

  it('several requests at the same moment', async () => {
    const quick = await openQuick();
    const body = sealed(quick);
    const others = [1, 2].map(() => sealed(quick));
    const answers = await Promise.all([body, body, body, ...others].map((one) => quick.raw(one)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(quick.receiver().attempts).toHaveLength(1);
  });

  it('another decision waits until the first one has arrived', async () => {
    const quick = await openQuick({ up: false });
    expect((await quick.act()).done).toBe(true);
    expect((await quick.act({ action_type: 'REJECT' })).shown).toContain('还在提交');
    await quick.startReceiver();
    await quick.wait(10);
    expect(received(quick).map(({ body }) => body.data.action_type)).toEqual(['APPROVE']);
  });

  it('the same decision after the system has asked anew', async () => {
    const quick = await openQuick();
    await quick.act();
    expect((await quick.act()).done).toBe(true);
    expect(received(quick)).toHaveLength(1);
    await quick.wait(1);
    await quick.push(instance({ update_time: '1779239520009' }, { update_time: '1779239520009' }));
    expect((await quick.act()).done).toBe(true);
    expect(received(quick)).toHaveLength(2);
  });
});

describe('a system that does not take it at once', () => {
  it('that is down gets it when it is back, also after a restart of the bot, under the same id', async () => {
    const quick = await openQuick({ up: false });
    const began = quick.clock.now();
    expect((await quick.act()).done).toBe(true);
    expect(quick.clock.now() - began).toBeLessThan(2_000);
    await quick.stop();
    await quick.startReceiver();
    await quick.start();
    await quick.wait(10);
    expect(received(quick)).toHaveLength(1);
    await quick.wait(60);
    expect(quick.receiver().attempts).toHaveLength(1);
    expect(quick.heard('direct:lisi')).toEqual([]);
  });

  it('that is slow is not waited for longer than Feishu waits', async () => {
    let release = (_value?: unknown) => {};
    const hold = new Promise((resolve) => {
      release = resolve;
    });
    const quick = await openQuick({ reply: () => ({ hold }) });
    const began = quick.clock.now();
    expect((await quick.act()).done).toBe(true);
    const waited = quick.clock.now() - began;
    expect(waited).toBeGreaterThanOrEqual(3_400);
    expect(waited).toBeLessThan(4_500);
    release();
    await quick.wait(2);
    expect(received(quick)).toHaveLength(1);
    expect(quick.receiver().attempts).toHaveLength(1);
  });

  it('that is slow and then refuses has its reason told by a card', async () => {
    let release = (_value?: unknown) => {};
    const hold = new Promise((resolve) => {
      release = resolve;
    });
    const quick = await openQuick({ reply: () => ({ hold, status: 400, body: '{"message":"不行"}' }) });
    expect((await quick.act()).done).toBe(true);
    release();
    await quick.wait(3);
    expect(quick.heard('direct:lisi').join()).toContain('不行');
  });

  it('that refuses late has its reason told by a card', async () => {
    const quick = await openQuick({ up: false });
    await quick.act();
    quick.behaviour.reply = () => ({ status: 422, body: '{"message":"**预算**不足"}' });
    await quick.startReceiver();
    await quick.wait(10);
    expect(quick.heard('direct:lisi')).toHaveLength(1);
    expect(quick.heard('direct:lisi')[0]).toContain('预算');
  });

  eachOrOne<[string, Parameters<typeof openQuick>[0]]>([
    ['redirects', { reply: () => ({ status: 307, headers: { location: '/elsewhere' } }) }],
    ['fails', { reply: () => ({ status: 500, body: '{"message":"secret trace"}' }) }],
    [
      'asks for patience',
      { reply: () => ({ status: 429, body: '{"message":"x"}', headers: { 'retry-after': '3' } }) },
    ],
    ['refuses without words', { reply: () => ({ status: 404, body: '<html>' }) }],
    ['refuses with something else', { reply: () => ({ status: 400, body: '{"message":{"a":1}}' }) }],
    [
      'refuses at length',
      { reply: () => ({ status: 400, body: JSON.stringify({ message: 'x'.repeat(20_000) }) }) },
    ],
  ])('that %s is tried again, at its own address', async (_name, options) => {
    const quick = await openQuick(options);
    expect((await quick.act()).done).toBe(true);
    quick.behaviour.reply = () => ({});
    await quick.wait(10);
    const { attempts } = quick.receiver();
    expect(new Set(attempts.map(({ path }) => path))).toEqual(new Set(['/feishu']));
    expect(new Set(attempts.map(({ id }) => id)).size).toBe(1);
    expect(attempts.every(({ authentic }) => authentic)).toBe(true);
    expect(attempts.length).toBeGreaterThan(1);
    expect(received(quick)).toHaveLength(1);
  });

  it.each<[string, (inHalfAMinute: number) => string]>([
    ['seconds', () => '30'],
    ['a date', (at) => new Date(at).toUTCString()],
  ])('that names when to come back, in %s, is left alone until then', async (_form, header) => {
    const quick = await openQuick();
    const at = quick.clock.now() + 30_000;
    quick.behaviour.reply = () => ({ status: 503, headers: { 'retry-after': header(at) } });
    expect((await quick.act()).done).toBe(true);
    quick.behaviour.reply = () => ({});
    await quick.wait(25);
    expect(quick.receiver().attempts).toHaveLength(1);
    await quick.wait(10);
    expect(received(quick)).toHaveLength(1);
  });

  eachOrOne(['Sun, 06 Nov 1994 08:49:37 GMT', '-5', '0', 'soon'])(
    'that names no moment to come, %j, is tried again soon',
    async (header) => {
      const quick = await openQuick();
      quick.behaviour.reply = () => ({ status: 503, headers: { 'retry-after': header } });
      expect((await quick.act()).done).toBe(true);
      quick.behaviour.reply = () => ({});
      await quick.wait(10);
      expect(received(quick)).toHaveLength(1);
    },
  );

  it('that hangs does not keep others from theirs, and gets all of its own', async () => {
    let release = (_value?: unknown) => {};
    const hold = new Promise((resolve) => {
      release = resolve;
    });
    const system = (reply: { hold?: Promise<unknown> }) =>
      startReceiver({ secret: SECRET, now: () => START, reply: () => reply });
    const [hung, other] = [await system({ hold }), await system({})];
    onTestFinished(async () => {
      await Promise.all([hung.close(), other.close()]);
    });
    const env = {
      EXTERNAL_WEBHOOKS: `oa=${hung.url},crm=${other.url}`,
      EXTERNAL_WEBHOOK_SECRETS: `oa=${SECRET},crm=${SECRET}`,
    };
    const quick = await openQuick({ env });
    const ids = Array.from({ length: 20 }, (_, n) => `oa-${n + 1}`);
    for (const id of ids) await quick.push(instance({ instance_id: id }));
    await quick.push(instance({ instance_id: 'crm-1' }), CRM);
    const answers = await Promise.all(ids.map((id) => quick.raw(sealed(quick, { instance_id: id }))));
    expect(answers.map(({ status }) => status)).toEqual(ids.map(() => 200));
    expect((await quick.act({ instance_id: 'crm-1' })).done).toBe(true);
    expect(other.received).toHaveLength(1);
    release();
    await quick.wait(20);
    expect(hung.received).toHaveLength(20);
  });

  it('that stays away for a day is given up, and the person hears of it', async () => {
    const quick = await openQuick({ up: false });
    await quick.act();
    await quick.stop();
    await quick.clock.advance(25 * 3_600_000);
    await quick.start();
    await quick.wait(5);
    expect(quick.heard('direct:lisi').join()).toContain('没能送到');
    await quick.startReceiver();
    await quick.wait(65);
    expect(quick.receiver().attempts).toEqual([]);
  });
});

it('says to try again when nobody can tell who acts', async () => {
  // Whoever starts an instance is looked up then.
  const quick = await openQuick({ push: instance({ user_id: 'b2e4d6f8' }) });
  quick.sandbox.faults.add({ on: 'call', path: '/open-apis/contact/*', code: 99991672 });
  const { shown } = await quick.act({ by: 'zhangsan', task_id: 'oa-1-2' });
  expect(shown).toContain('请过一会儿再试');
  expect(quick.receiver().attempts).toEqual([]);
});
