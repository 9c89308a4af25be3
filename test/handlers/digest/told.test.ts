import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { World } from '../../../sandbox/platform/index.ts';
import { type Office, openOffice } from '../../support/bot.ts';
import { copied } from '../../support/copies.ts';
import { temporaryFolder } from '../../support/engines.ts';

const PURCHASE = '7C468A54-8745-2245-9675-08B7C63E7A81';
const LAPTOPS = '笔记本电脑 ×3 · ¥36,000';
let office: Office;
afterEach(() => office.close());

async function open(env: Record<string, string> = {}, change: (world: World) => void = () => {}) {
  office = await openOffice({ env: { APPROVAL_CODES: PURCHASE, ...env }, change });
  await office.wait(1);
}
const settings = (text: string) => {
  const file = path.join(temporaryFolder(), 'settings.yml');
  writeFileSync(file, text);
  return file;
};
const say = async (from: string, text: string, options = {}) => {
  await office.say(from, text, options);
  await office.wait(3);
};
const code = (handle: string) => office.sandbox.instance(handle).instance_code;
const unread = async (by: string) => {
  await say(by, '/unread');
  return office.read(office.cards(`direct:${by}`).at(-1)!);
};
const settingsRemark = async () => {
  const answer = await fetch(office.url().replace('/webhook/event', '/readyz'));
  return ((await answer.json()) as Record<string, string>).settings;
};
const readings = () =>
  office.sandbox.calls.filter((call) => /\/v4\/instances\/[0-9A-F-]{36}$/.test(call.path)).length;
/** The definition is read when somebody is offered to start it. */
const knowDefinition = () => say('zhangsan', '/create');

describe('a row of unread copies', () => {
  it('says to an approver what it is about, who copied it and with which comment', async () => {
    await open();
    await knowDefinition();
    await say('zhangsan', `/cc @李四 @王五 ${code('laptops')} 请看 _预算_`);
    const before = readings();
    const text = await unread('lisi');
    for (const part of [LAPTOPS, '采购申请', '张三 发起并抄送', '请看 _预算_']) expect(text).toContain(part);
    expect(text).not.toContain('202611200001');
    expect(text.match(/采购申请/g)).toHaveLength(1);
    expect(readings()).toBe(before);
  });

  it('says to whom it was copied the definition, who and when alone', async () => {
    await open();
    await knowDefinition();
    await say('zhangsan', `/cc @李四 @王五 ${code('laptops')} 请看`);
    const text = await unread('wangwu');
    for (const part of ['采购申请', '202611200001', '张三 发起并抄送', '请看']) expect(text).toContain(part);
    expect(text).not.toContain('笔记本');
  });

  it('says it to those whom the settings name, by the fields that they name, as soon as they do', async () => {
    const file = settings('summary: {}');
    await open({ SETTINGS_FILE: file });
    await knowDefinition();
    await say('zhangsan', `/cc @李四 @王五 ${code('laptops')}`);
    expect(await unread('wangwu')).not.toContain('笔记本');
    writeFileSync(file, `summary:\n  ${PURCHASE}: { visible: [copied] }`);
    await office.wait(11);
    expect(await unread('wangwu')).toContain(LAPTOPS);
    expect(await unread('lisi')).not.toContain('笔记本');
    writeFileSync(file, 'summary: nonsense');
    await office.wait(11);
    expect(await unread('wangwu')).toContain(LAPTOPS);
    expect(office.log.text()).toContain('the settings file is broken');
    expect(await settingsRemark()).toMatch(/^broken, .*line 1/);
    writeFileSync(file, `summary:\n  ${PURCHASE}: { visible: [copied], fields: [采购方式] }`);
    await office.wait(11);
    expect(await settingsRemark()).toBeUndefined();
    expect(await unread('wangwu')).not.toContain('笔记本');
    await say('zhangsan', `/cc @赵六 ${code('laptops')}`);
    expect(await unread('wangwu')).toContain('线上采购');
  });

  it('tells no two of one definition alike', async () => {
    await open({}, (world) => copied(world, 'wangwu', ['-1d', '-1d']));
    const text = await unread('wangwu');
    const numbers = office.sandbox.world.instances.slice(-2).map((one) => one.serial_number);
    for (const number of numbers) expect(text).toContain(number);
  });

  it('names who has copied in Feishu itself, and whom the instance was read for costs nothing more', async () => {
    await open({ APPROVAL_CODES: '' });
    await say('zhangsan', `/cc @赵六 ${code('trip-expense')}`);
    const before = readings();
    const text = await unread('emma');
    for (const part of ['Expense claim', '王五', '张三 抄送', '请关注']) expect(text).toContain(part);
    expect(readings()).toBe(before);
  });
});

it('a settings file that is broken or not there keeps the bot from starting, and says where', async () => {
  await open();
  const start = (file: string) => {
    (office.env as Record<string, string>).SETTINGS_FILE = file;
    return office.start();
  };
  await office.stop();
  await expect(start(settings('summary:\n  default: { visibel: [] }'))).rejects.toThrow(
    /line 2: summary.default.visibel is no setting/,
  );
  await expect(start('/nowhere/settings.yml')).rejects.toThrow(/SETTINGS_FILE .*is not there/);
  await start(settings(''));
});
