import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eachOrOne } from '../support/each-or-one.ts';
import { type Desk, example, OA, openDesk } from './desk.ts';
import { type PushSpec, pushed } from './pushed.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.close());

const push = async (spec: PushSpec, seconds = 5) => {
  const answer = await desk.push(pushed(desk, spec));
  await desk.wait(seconds);
  return answer;
};
const heard = (who: string) => desk.heard(`direct:${who}`);
const toLisi = { tasks: [{ to: 'lisi' }] };

describe('an approver', () => {
  it('is told what it is, in every language, with links of the system', async () => {
    await push(toLisi);
    const [card] = desk.cards('direct:lisi');
    const [zh, en, ja] = (['zh_cn', 'en_us', 'ja_jp'] as const).map((one) => desk.read(card!, one));
    for (const part of [
      '待你审批',
      '合同审批：办公设备',
      '法务审核',
      '金额',
      '十二万元',
      '张三',
      'HT-oa-0001',
    ])
      expect(zh).toContain(part);
    for (const part of ['Waiting for your approval', 'Contract: office equipment', 'Amount', '120,000'])
      expect(en).toContain(part);
    for (const part of ['承認をお願いします', '契約申請：オフィス機器', '法務確認'])
      expect(ja).toContain(part);
    const json = JSON.stringify(card);
    expect(json).toContain('"pc_url":"https://oa.example.com/contract?id=oa-0001&task0"');
    expect(json).toContain('"default_url":"https://oa.example.com/contract?id=oa-0001&task0&m=1"');
  });

  it('is told once, whatever is pushed again, later, or too late', async () => {
    await push(toLisi);
    await push(toLisi, 2);
    await push({ ...toLisi, later: 10, mode: 'UPDATE' });
    await push({ ...toLisi, later: 20 });
    expect((await push({ ...toLisi, later: -60_000 })).status).toBe(409);
    expect(heard('lisi')).toHaveLength(1);
  });

  it('is found by user_id, and told once when the next push has the open_id', async () => {
    await push({ tasks: [{ to: 'lisi', by: 'user_id' }] });
    await push({ ...toLisi, later: 10 });
    expect(heard('lisi')).toHaveLength(1);
    const lookUps = desk.sandbox.calls.filter((call) => call.path.endsWith('/users/b2e4d6f8'));
    expect(lookUps).toHaveLength(1);
  });

  it('hears nothing of a task that was done before Feishu had it', async () => {
    const fault = desk.sandbox.faults.add({
      on: 'call',
      path: '/open-apis/approval/v4/external_instances',
      drop: 'before',
    });
    await push(toLisi);
    await push({ tasks: [{ to: 'lisi', status: 'APPROVED' }], later: 10 });
    fault.remove();
    await desk.wait(90);
    expect(desk.there('oa-0001')?.task_list?.[0]?.status).toBe('APPROVED');
    expect(heard('lisi')).toEqual([]);
  });

  it('is not left asking by a card that could not be sent before', async () => {
    const fault = desk.sandbox.faults.add({
      on: 'call',
      path: '/open-apis/im/v1/messages',
      rateLimit: { status: 429, resetSeconds: 20 },
    });
    await push({ tasks: [{ to: 'lisi' }, { to: 'emma' }] });
    await push({ tasks: [{ to: 'lisi', status: 'APPROVED' }, { to: 'emma' }], later: 10 });
    const sends = desk.sandbox.calls.filter((call) => call.path === '/open-apis/im/v1/messages');
    expect(sends.map((call) => call.code)).toContain(99991400);
    fault.remove();
    await desk.wait(60);
    // A send that was tried may have arrived: the same card goes out, and is changed at once.
    expect(heard('lisi')).toEqual([expect.stringContaining('已同意')]);
    expect(heard('emma')).toEqual([expect.stringContaining('待你审批')]);
  });

  eachOrOne([
    ['is approved', { tasks: [{ to: 'lisi', status: 'APPROVED' }] }, '已同意'],
    ['is rejected', { tasks: [{ to: 'lisi', status: 'REJECTED' }], status: 'REJECTED' }, '已拒绝'],
    ['is done by somebody else', { tasks: [{ to: 'lisi', status: 'DONE' }] }, '不需要你再处理'],
    ['is gone', { tasks: [{ to: 'emma', id: 'another' }] }, '不需要你再处理'],
    ['has become another person’s', { tasks: [{ to: 'emma' }] }, '不需要你再处理'],
    ['waits while the instance was withdrawn', { ...toLisi, status: 'CANCELED' }, '不需要你再处理'],
  ] satisfies [string, PushSpec, string][])(
    'is not left asking when the task %s',
    async (_what, spec, says) => {
      await push(toLisi);
      await push({ ...spec, later: 10 });
      expect(heard('lisi')).toHaveLength(1);
      expect(heard('lisi')[0]).toContain(says);
      expect(heard('lisi')[0]).not.toContain('待你审批');
      expect(heard('emma')).toHaveLength('tasks' in spec && spec.tasks[0]?.to === 'emma' ? 1 : 0);
    },
  );

  it('who is nobody the app can write to keeps nobody else from being told', async () => {
    await push({ tasks: [{ to: 'zhouba', by: 'user_id' }, { to: 'sunqi' }, { to: 'lisi' }] });
    expect(heard('lisi')).toHaveLength(1);
    await push({ tasks: [{ to: 'zhouba', by: 'user_id' }, { to: 'sunqi' }, { to: 'lisi' }], later: 10 });
    expect(heard('lisi')).toHaveLength(1);
  });

  it('is told once though the bot stops and starts in between', async () => {
    await desk.push(pushed(desk, toLisi));
    await desk.restart();
    await desk.wait(3);
    await desk.restart();
    await desk.wait(30);
    expect(heard('lisi')).toHaveLength(1);
  });

  it('is told of the title as it was typed, and gets no link that does anything', async () => {
    const typed = '<at id=all></at>**x**';
    await push({
      ...toLisi,
      over: { title: typed, form: [{ name: '[a](http://x.example)', value: typed }] },
    });
    expect(desk.cards('direct:lisi')[0]?.mentions).toEqual([]);
    expect(JSON.stringify(desk.cards('direct:lisi')[0])).not.toContain('](http');
    expect(heard('lisi')[0]?.split(typed)).toHaveLength(3);
    const evil = { pc_link: 'javascript:alert(1)', mobile_link: 'javascript:alert(1)' };
    expect((await desk.push(pushed(desk, { ...toLisi, id: 'evil', over: { links: evil } }))).status).toBe(
      422,
    );
  });
});

describe('the others', () => {
  it('copied people are told with their own link, the initiator at the end; each once', async () => {
    await push({ ccs: [{ to: 'emma' }, { to: 'tanaka', read: 'READ' }] });
    expect(heard('emma')).toHaveLength(1);
    expect(desk.read(desk.cards('direct:emma')[0]!, 'en_us')).toContain("CC'd to you");
    expect(JSON.stringify(desk.cards('direct:emma')[0])).toContain('id=oa-0001&cc0"');
    expect(heard('tanaka')).toEqual([]);
    expect(heard('zhangsan')).toEqual([]);
    for (const later of [10, 20]) await push({ status: 'APPROVED', ccs: [{ to: 'emma' }], later });
    expect(heard('zhangsan')).toHaveLength(1);
    expect(heard('zhangsan')[0]).toContain('你的申请已通过');
    expect(heard('emma')).toHaveLength(1);
    expect(heard('emma')[0]).toContain('〔已通过〕');
  });

  eachOrOne(['REJECTED', 'CANCELED', 'TERMINATED'])('the initiator hears that it is %s', async (status) => {
    await push({ status });
    const says = { REJECTED: '被拒绝', CANCELED: '已撤回', TERMINATED: '已终止' }[status];
    expect(heard('zhangsan')[0]).toContain(`你的申请${says}`);
  });

  it('see no status where the system hides it', async () => {
    await push({ ...toLisi, ccs: [{ to: 'emma' }], status: 'HIDDEN' });
    for (const who of ['lisi', 'emma']) {
      expect(heard(who)).toHaveLength(1);
      expect(heard(who)[0]).not.toContain('〔');
    }
    expect(heard('zhangsan')).toEqual([]);
  });

  it('hear nothing of history that a system brings in', async () => {
    const { title, form, i18n_resources, ...rest } = pushed(desk, {
      tasks: [{ to: 'lisi', status: 'APPROVED' }],
      ccs: [{ to: 'emma', ago: 40 * 86_400_000 }],
      status: 'APPROVED',
    });
    await desk.push({
      ...rest,
      title,
      form,
      i18n_resources,
      end_time: String(desk.clock.now() - 9 * 86_400_000),
    });
    await desk.wait(5);
    for (const who of ['lisi', 'emma', 'zhangsan']) expect(heard(who)).toEqual([]);
  });

  it('are not told of what the system deletes', async () => {
    await push({ ccs: [{ to: 'emma' }], status: 'DELETED' });
    expect([heard('emma'), heard('zhangsan')]).toEqual([[], []]);
  });

  it('hear nothing of the platform’s own example, but its approver would', async () => {
    await desk.push(example());
    await desk.wait(5);
    for (const who of ['lisi', 'emma', 'zhangsan']) expect(heard(who)).toEqual([]);
  });
});

describe('who is told', () => {
  eachOrOne([
    ['oa=none', [0, 0, 0]],
    ['oa=approver', [1, 0, 0]],
    ['oa=cc+initiator', [0, 1, 1]],
    ['crm=none', [1, 1, 1]],
  ])('is what EXTERNAL_NOTIFY says: %s', async (EXTERNAL_NOTIFY, counts) => {
    await desk.close();
    desk = await openDesk({ EXTERNAL_NOTIFY });
    await push({ id: 'a', tasks: [{ to: 'lisi' }], ccs: [{ to: 'emma' }] });
    await push({ id: 'b', from: 'tanaka', status: 'APPROVED' });
    expect(['lisi', 'emma', 'tanaka'].map((who) => heard(who).length)).toEqual(counts);
  });

  it('does not keep a person waiting when many are told', async () => {
    for (let n = 0; n < 60; n++) {
      const answer = await desk.push(pushed(desk, { id: `many-${n}`, ...toLisi }), OA);
      expect(answer.status).toBe(202);
    }
    await desk.wait(1);
    await desk.say('emma', '/ping');
    await desk.wait(2);
    expect(heard('emma')).toHaveLength(1);
    expect(heard('lisi').length).toBeLessThan(60);
    await desk.wait(60);
    expect(heard('lisi')).toHaveLength(60);
  });
});
