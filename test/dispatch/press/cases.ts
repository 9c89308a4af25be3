import { codeOf, purchase } from '../../handlers/create/desk.ts';
import type { PressDesk, Where } from './office.ts';

/** A button of an action, pressed by whom it is for. */
export interface PressCase {
  where: Where;
  /** Real ids of somebody else, or of another thing, for the fields of the value. */
  foreign: Record<string, string>;
  /** How often it has had its effect so far. */
  effects(): Promise<number>;
  /** How often three presses at once have it; 1 when left out. */
  times?: number;
  /** Whether whoever sees the card may press it. */
  anybody?: true;
}

type Cases = PressCase[];

/** The list and the form of the creation of approvals. */
export async function formCases(desk: PressDesk): Promise<Cases> {
  const jobs = (queue: string) => desk.count('job', `queue = '${queue}'`);
  const theirs = await desk.asked('lisi', '/create 采购申请');
  const d = desk.valueOf({ by: 'lisi', message_id: theirs.message_id, action: 'create.form' }).d;
  const foreign = { d: String(d) };
  const lists = [await desk.asked('zhangsan', '/create'), await desk.asked('zhangsan', '/create')];
  const [list, another] = lists.map(({ message_id }) => ({ by: 'zhangsan', message_id }));
  const { message_id } = await desk.asked('zhangsan', '/create 采购申请');
  const inForm = { by: 'zhangsan', message_id, action: 'create.form' };
  await desk.reply('zhangsan', { text: '@王五' });
  const guess = { by: 'zhangsan', message_id: (await desk.asked('zhangsan', '我要采购两台电脑')).message_id };
  const ways = { by: 'zhangsan', message_id: (await desk.asked('zhangsan', '你好')).message_id };
  const { message_id: help } = await desk.asked('zhangsan', '/help');
  return [
    {
      where: { by: 'zhangsan', message_id: help, action: 'create.start' },
      foreign: {},
      effects: () => desk.count('draft'),
      anybody: true,
    },
    {
      where: { by: 'zhangsan', message_id: help, action: 'open', having: { w: 'unread' } },
      foreign: {},
      effects: () => jobs('unread.show'),
      anybody: true,
    },
    {
      where: { ...ways, action: 'open', having: { w: 'help' } },
      foreign: {},
      effects: () => desk.count('job', `queue = 'send' and key like 'help:press:%'`),
      anybody: true,
    },
    {
      where: { ...guess, action: 'create.pick' },
      foreign: { ...foreign, c: codeOf('finance-only') },
      effects: () => jobs('create.open'),
    },
    {
      where: { ...list, action: 'create.find', form: { words: '采购' } } as Where,
      foreign,
      effects: () => jobs('create.start'),
    },
    {
      where: { ...another, action: 'create.pick' } as Where,
      foreign: { ...foreign, c: codeOf('finance-only') },
      effects: () => jobs('create.open'),
    },
    {
      where: { ...inForm, having: { do: 'add_people' } },
      foreign: { ...foreign, of: 'widget1', do: 'submitted' },
      effects: () => desk.count('draft', `body like '%"target":{"kind"%'`),
    },
    {
      where: { ...inForm, having: { do: 'preview' }, form: purchase },
      foreign,
      effects: () => jobs('create.preview'),
    },
    {
      where: { ...inForm, having: { do: 'submit' }, form: purchase },
      foreign,
      effects: () => jobs('create.submit'),
    },
  ];
}

/** The cards that follow an approval, in the direct chat of whoever has started it. */
export async function statusCases(desk: PressDesk): Promise<Cases> {
  const sends = (key: string) => desk.count('job', `queue = 'send' and key like '${key}%'`);
  const theirs = await desk.started('lisi');
  const i = desk.valueOf({ by: 'lisi', message_id: theirs.message_id, action: 'cc.form' }).i;
  const foreign = { i: String(i) };
  const pending = { by: 'zhangsan', message_id: (await desk.started('zhangsan')).message_id };
  const ended = { by: 'zhangsan', message_id: (await desk.started('zhangsan')).message_id };
  const asking = async () => {
    const where = { by: 'zhangsan', message_id: (await desk.started('zhangsan')).message_id };
    await desk.clicked({ ...where, action: 'status.withdraw' });
    return { ...where, instance: String(desk.valueOf({ ...where, action: 'status.keep' }).i) };
  };
  const refreshes = (of: string) => desk.count('job', `queue = 'status.refresh' and key like '${of}:%'`);
  await desk.clicked({ ...ended, action: 'status.withdraw' });
  await desk.clicked({ ...ended, action: 'status.withdraw_now' });
  await desk.wait(5);
  const [kept, asked] = [await asking(), await asking()];
  const third = await desk.started('zhangsan');
  await desk.clicked({ by: 'zhangsan', message_id: third.message_id, action: 'cc.form' });
  await desk.wait(2);
  const form = { by: 'zhangsan', message_id: desk.last('zhangsan').message_id };
  return [
    { where: { ...pending, action: 'cc.form' }, foreign, effects: () => sends('cc-form:'), anybody: true },
    {
      where: {
        ...form,
        action: 'cc.form_send',
        form: { people: [desk.sandbox.person('wangwu').open_id], comment: '请看' },
      },
      foreign,
      effects: () => desk.count('cc_request'),
    },
    {
      where: { ...pending, action: 'status.withdraw' },
      foreign,
      effects: () => desk.count('job', `queue = 'create.withdraw'`),
      times: 0,
    },
    { where: { ...kept, action: 'status.keep' }, foreign, effects: () => refreshes(kept.instance) },
    {
      where: { ...asked, action: 'status.withdraw_now' },
      foreign,
      effects: () => desk.count('job', `queue = 'create.withdraw'`),
    },
    { where: { ...ended, action: 'status.again' }, foreign, effects: () => desk.count('draft') },
  ];
}

/** Copying: the list to choose from, the receipt, and who has read. */
export async function ccCases(desk: PressDesk): Promise<Cases> {
  const instance = desk.sandbox.instance('laptops').instance_code;
  const theirs = await desk.asked('lisi', '/cc @王五');
  const r = String(desk.valueOf({ by: 'lisi', message_id: theirs.message_id, action: 'cc.cancel' }).r);
  const pickers = [await desk.asked('zhangsan', '/cc @王五'), await desk.asked('zhangsan', '/cc @王五')];
  const [picks, cancels] = pickers.map(({ message_id }) => ({ by: 'zhangsan', message_id }));
  // One of those who are named has left: whether the other is to get it is asked, with the buttons of the picker.
  const rest = async () => {
    const { message_id } = await desk.asked('zhangsan', `/cc @李四 @孙七 ${instance}`);
    return { by: 'zhangsan', message_id };
  };
  const [others, nobody] = [await rest(), await rest()];
  const receipt = {
    by: 'zhangsan',
    message_id: (await desk.asked('zhangsan', `/cc @王五 ${instance}`)).message_id,
  };
  const theirReceipt = await desk.asked('lisi', `/cc @赵六 ${instance}`);
  const of = desk.valueOf({ by: 'lisi', message_id: theirReceipt.message_id, action: 'cc.remind' });
  const foreign = { r: String(of.r), k: String(of.k) };
  await desk.say('zhangsan', `@审批助手 /cc status ${instance}`, { chat: 'purchasing' });
  await desk.wait(2);
  const status = { by: 'zhangsan', message_id: desk.cards('purchasing').at(-1)?.message_id as string };
  await desk.say('zhangsan', `@审批助手 /cc @赵六 ${instance}`, { chat: 'purchasing' });
  await desk.wait(2);
  const inGroup = { by: 'zhangsan', message_id: desk.cards('purchasing').at(-1)?.message_id as string };
  const reminders = () => desk.count('job', `queue = 'send' and key like 'remind:%'`);
  return [
    {
      where: { ...picks, action: 'cc.pick' } as Where,
      foreign: { r, i: desk.sandbox.instance('annual-leave').instance_code },
      effects: () => desk.count('job', `queue = 'cc.copy'`),
    },
    {
      where: { ...cancels, action: 'cc.cancel' } as Where,
      foreign: { r },
      effects: () => desk.count('cc_request', `state = 'cancelled'`),
    },
    {
      where: { ...others, action: 'cc.pick' },
      foreign: { r, i: desk.sandbox.instance('annual-leave').instance_code },
      effects: () => desk.count('job', `queue = 'cc.copy'`),
    },
    {
      where: { ...nobody, action: 'cc.cancel' },
      foreign: { r },
      effects: () => desk.count('cc_request', `state = 'cancelled'`),
    },
    { where: { ...receipt, action: 'cc.remind' }, foreign, effects: reminders },
    {
      where: { ...inGroup, action: 'cc.show' },
      foreign,
      effects: () => desk.count('job', `queue = 'cc.live' and key like '%@about'`),
    },
    // The reminder of the receipt counts for this card of the same copy, too.
    { where: { ...status, action: 'cc.remind' }, foreign, effects: reminders, times: 0 },
  ];
}

/** What waits to be read, by list, digest and notice. */
export async function readingCases(desk: PressDesk): Promise<Cases> {
  await desk.push('lisi', ['oa-0011']);
  await desk.push('zhangsan', ['oa-0001', 'oa-0002', 'oa-0003', 'oa-0004', 'oa-0005', 'oa-0006']);
  // The notices of one push come in any order.
  await desk.push('zhangsan', ['oa-0007']);
  const theirs = desk.last('lisi');
  const k = String(desk.valueOf({ by: 'lisi', message_id: theirs.message_id, action: 'external.read' }).k);
  const notice = { by: 'zhangsan', message_id: desk.last('zhangsan').message_id };
  await desk.asked('zhangsan', '/unread');

  const list = { by: 'zhangsan', message_id: desk.last('zhangsan').message_id };
  await desk.clicked({ ...list, action: 'unread.page', having: { c: 'p2' } });
  const native = desk.sandbox.world.instances.find(
    ({ handle, ccs }) =>
      handle.startsWith('copied-') && ccs.some(({ to }) => to.some(({ person }) => person === 'lisi')),
  );
  const o = desk.sandbox.person('lisi').open_id;
  const foreign = { o, c: 'd2026-01-01', i: String(native?.instance_code) };
  const asking = { by: 'zhangsan', message_id: (await desk.asked('zhangsan', '/unread')).message_id };
  await desk.clicked({ ...asking, action: 'unread.snooze', value: 'date' });
  const marks = () => desk.count('external_read');
  const snoozes = () => desk.count('digest_snooze');
  return [
    { where: { ...notice, action: 'external.read' }, foreign: { k }, effects: marks },
    { where: { ...list, action: 'unread.read' }, foreign: { ...foreign, i: 'ext:oa-0011' }, effects: marks },
    { where: { ...list, action: 'unread.page' }, foreign, effects: snoozes, times: 0 },
    { where: { ...list, action: 'unread.snooze', value: 'tomorrow' }, foreign, effects: snoozes },
    {
      where: { ...asking, action: 'unread.snooze_date', form: { until: '2027-05-20' } },
      foreign,
      effects: snoozes,
    },
  ];
}

/** The settings of the digest: one of each state, in an order in which each press changes something. */
export async function settingsCases(desk: PressDesk): Promise<Cases> {
  const o = desk.sandbox.person('lisi').open_id;
  const own = `open_id = '${desk.sandbox.person('zhangsan').open_id}'`;
  await desk.asked('zhangsan', '/digest on');
  const DAY = 86_400;
  await desk.wait(DAY);
  const digest = { by: 'zhangsan', message_id: desk.last('zhangsan').message_id };
  await desk.asked('zhangsan', '/digest pause 2027-05-20');
  const paused = { by: 'zhangsan', message_id: (await desk.asked('zhangsan', '/digest')).message_id };
  await desk.asked('zhangsan', '/digest resume');
  const on = { by: 'zhangsan', message_id: (await desk.asked('zhangsan', '/digest')).message_id };
  await desk.asked('zhangsan', '/digest off');
  await desk.asked('zhangsan', '/digest pause 2027-05-20');
  const off = { by: 'zhangsan', message_id: (await desk.asked('zhangsan', '/digest')).message_id };
  return [
    {
      where: { ...off, action: 'digest.on' },
      foreign: { o },
      effects: () => desk.count('digest_setting', `${own} and enabled = 1`),
    },
    {
      where: { ...paused, action: 'digest.resume' },
      foreign: { o },
      effects: () => desk.count('digest_setting', `${own} and paused_until is null`),
    },
    {
      where: { ...on, action: 'digest.off' },
      foreign: { o },
      effects: () => desk.count('digest_setting', `${own} and enabled = 0`),
    },
    {
      where: { ...off, action: 'digest.save', form: { time: '10:30' } },
      foreign: { o },
      effects: () => desk.count('digest_setting', `${own} and minute = 630`),
    },
    {
      where: { ...digest, action: 'digest.settings' },
      foreign: { o },
      effects: () => desk.count('job', `queue = 'send' and key like 'digest-settings:%'`),
    },
  ];
}
