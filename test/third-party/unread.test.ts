import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ElementChoice } from '../../sandbox/platform/index.ts';
import { type Desk, openDesk } from './desk.ts';
import { type PushSpec, pushed } from './pushed.ts';

const ID = 'oa-0001';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.close());

const push = async (spec: PushSpec) => {
  await desk.push(pushed(desk, spec));
  await desk.wait(4);
};
const heard = (who: string) => desk.heard(`direct:${who}`);
const cc = (id = ID) => desk.there(id)?.cc_list?.[0];
const card = (who: string) => desk.cards(`direct:${who}`).at(-1)!;
const read = { value: { a: 'external.read' } };
const click = (by: string, message_id: string, button: ElementChoice) =>
  desk.sandbox.click({ by, message_id, button });
const markButton = '标为已读';
const toHim: PushSpec = { ccs: [{ to: 'wangwu' }] };
/** Sends a click as Feishu would, from somebody or somewhere else. */
async function bent(
  options: { button: ElementChoice; message_id: string },
  over: { operator?: string; message?: string },
) {
  const { payload } = desk.sandbox.clickEvent({ by: 'wangwu', ...options });
  const { event } = payload as { event: { operator: object; context: object } };
  if (over.operator) Object.assign(event.operator, { open_id: over.operator });
  if (over.message) Object.assign(event.context, { open_message_id: over.message });
  const { headers, body } = desk.sandbox.seal(payload);
  return JSON.stringify(await (await fetch(desk.url(), { method: 'POST', headers, body })).json());
}
const unread = async (who: string) => {
  await desk.say(who, '/unread');
  await desk.wait(3);
  return card(who);
};

describe('marking a copy as read', () => {
  beforeEach(() => push(toHim));

  it('on its card: the card says so, and Feishu hears of it', async () => {
    const { message_id } = card('wangwu');
    const { toast } = await click('wangwu', message_id, read);
    expect(JSON.stringify(toast)).toContain('已标为已读');
    expect(heard('wangwu')).toHaveLength(1);
    expect(heard('wangwu')[0]).toContain('抄送给你（已读）');
    expect(heard('wangwu')[0]).not.toContain(markButton);
    await desk.wait(3);
    expect(cc()).toMatchObject({ cc_id: `${ID}-c0`, read_status: 'READ' });
    expect(desk.there(ID)?.task_list).toEqual([]);
  });

  it('twice is once', async () => {
    const { payload } = desk.sandbox.clickEvent({
      by: 'wangwu',
      message_id: card('wangwu').message_id,
      button: read,
    });
    await click('wangwu', card('wangwu').message_id, read);
    await desk.wait(3);
    const calls = desk.syncs().length;
    const { headers, body } = desk.sandbox.seal(payload);
    const again = await fetch(desk.url(), { method: 'POST', headers, body });
    expect(await again.text()).toContain('之前已经标为已读');
    await desk.wait(3);
    expect(desk.syncs()).toHaveLength(calls);
  });

  it('stays though the system pushes it as unread, with a newer time', async () => {
    await click('wangwu', card('wangwu').message_id, read);
    await push({ ...toHim, later: 10_000 });
    expect(cc()?.read_status).toBe('READ');
    await push({ ...toHim, later: 20_000, mode: 'UPDATE' });
    expect(cc()?.read_status).toBe('READ');
    expect(heard('wangwu')).toHaveLength(1);
  });

  it('out of /unread, which shows title and links of the system, and changes the card', async () => {
    const list = await unread('wangwu');
    const text = desk.read(list, 'en_us');
    for (const part of ['One unread CC', 'Contract: office equipment', 'Mark as read'])
      expect(text).toContain(part);
    expect(JSON.stringify(list)).toContain(`https://oa.example.com/contract?id=${ID}&cc0"`);
    expect(JSON.stringify(list)).not.toContain('applink');
    await click('wangwu', list.message_id, markButton);
    await desk.wait(6);
    expect(heard('wangwu').at(-1)).toContain('没有未读');
    expect(heard('wangwu')[0]).toContain('（已读）');
    expect(cc()?.read_status).toBe('READ');
  });

  it('is for nobody else, and not for a forwarded card', async () => {
    const { message_id } = card('wangwu');
    const list = await unread('wangwu');
    const operator = desk.sandbox.person('lisi').open_id;
    expect(await bent({ message_id, button: read }, { operator })).toContain('只有本人');
    expect(await bent({ message_id: list.message_id, button: markButton }, { operator })).toContain('toast');
    expect(await bent({ message_id, button: read }, { message: 'om_forwarded' })).toContain('toast');
    await desk.wait(3);
    expect(cc()?.read_status).toBe('UNREAD');
  });
});

describe('/unread', () => {
  it('has a copy once, by push and by search, also when it came before anybody asked', async () => {
    await push({ ccs: [{ to: 'wangwu', by: 'user_id' }] });
    const first = await unread('wangwu');
    expect(desk.read(first)).toContain('1 条未读抄送');
    expect(desk.read(first)).toContain('合同审批　1');
    await push({ ccs: [{ to: 'wangwu' }], later: 10_000, status: 'APPROVED' });
    expect(desk.read(await unread('wangwu'))).toContain('1 条未读抄送');
    expect(desk.read(card('wangwu'))).toContain('〔已通过〕');
  });

  it('forgets what was read in the approval centre, or taken back by the system', async () => {
    await push({ id: 'a', ccs: [{ to: 'wangwu' }] });
    await push({ id: 'b', ccs: [{ to: 'wangwu' }] });
    await desk.wait(16 * 60);
    expect(desk.read(await unread('wangwu'))).toContain('2 条未读抄送');
    desk.sandbox.readCc({ by: 'wangwu', instance: 'external:a' });
    await push({ id: 'b', later: 10_000 });
    expect(desk.read(await unread('wangwu'))).toContain('没有未读');
  });

  it('shows those of other apps with the links of the list, and no button to mark them', async () => {
    const copy = desk.sandbox.platform.approvals.copies.find(
      (one) => one.instance.definition.kind === 'external' && one.read_at === undefined,
    )!;
    const list = await unread(copy.recipient.handle);
    expect(JSON.stringify(list)).toContain(copy.instance.external!.pc_link);
    expect(desk.read(list)).not.toContain(markButton);
  });

  it('shows no status where the system hides it, and nothing where nobody tracks who has read', async () => {
    await push({ id: 'a', ccs: [{ to: 'wangwu' }], status: 'HIDDEN' });
    expect(desk.read(await unread('wangwu'))).not.toContain('〔');
    await push({ id: 'b', ccs: [{ to: 'tanaka', read: '' }] });
    await desk.wait(16 * 60);
    expect(desk.read(await unread('tanaka'))).not.toContain('合同审批：办公设备');
  });

  it('gets native copies without a button', async () => {
    await desk.say('zhangsan', `/cc @王五 ${desk.sandbox.instance('laptops').instance_code}`);
    await desk.wait(4);
    const list = await unread('wangwu');
    expect(desk.read(list)).toContain('采购申请');
    expect(desk.read(list)).not.toContain(markButton);
  });
});

describe('the digest', () => {
  it('has them with title, own link and button; what is marked disappears from it', async () => {
    await push({ ccs: [{ to: 'wangwu' }] });
    await desk.say('wangwu', '/digest 09:20');
    for (let minute = 0; minute < 15; minute++) {
      await desk.wait(3);
      await desk.clock.advance(57_000);
    }
    const digest = card('wangwu');
    expect(desk.read(digest, 'en_us')).toContain('Contract: office equipment');
    expect(JSON.stringify(digest)).toContain(`id=${ID}&cc0"`);
    await click('wangwu', digest.message_id, markButton);
    await desk.wait(4);
    expect(heard('wangwu').at(-1)).not.toContain('合同审批：办公设备');
    expect(cc()?.read_status).toBe('READ');
  });
});
