import type { Page } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { browserMissing, closeBrowser, openTab } from '../../support/browser.ts';
import { openPageWithBot } from '../../support/page.ts';

afterAll(closeBrowser);

/** A form card as a person works with it: by its fields and buttons, and by replies to it. */
function formOn(page: Page) {
  const message = page
    .locator('.message')
    .filter({ has: page.locator('fieldset') })
    .last();
  const field = (name: string) => message.locator(`[data-field="${name}"]`);
  const says = (text: string) => message.getByText(text).first().waitFor();
  const reply = async () => {
    await message.hover();
    await message.getByRole('button', { name: '回复' }).click();
  };
  return {
    message,
    field,
    says,
    /** Outside of the form: an answer of the bot. */
    hears: (text: string, times = 1) =>
      page
        .getByRole('log')
        .getByText(text)
        .nth(times - 1)
        .waitFor(),
    holds: (name: string, text: string) => field(name).getByText(text).last().waitFor(),
    async type(values: Record<string, string>) {
      for (const [name, value] of Object.entries(values))
        await field(name).locator('input, textarea').fill(value);
    },
    async pick(name: string, ...options: string[]) {
      await field(name).locator('.select').click();
      for (const option of options) await page.getByRole('option', { name: option }).click();
      await page.keyboard.press('Escape');
    },
    value: (name: string) => field(name).locator('input, textarea').inputValue(),
    press: (name: string, which = 0) => message.getByRole('button', { name, exact: true }).nth(which).click(),
    async replyWith(text: string) {
      await reply();
      const box = page.locator('.composer textarea');
      await box.fill(text);
      await box.press('Enter');
    },
    async replyWithFile(kind: '图片' | '文件', name: string, mimeType: string) {
      await reply();
      await page
        .getByLabel(kind, { exact: true })
        .setInputFiles({ name, mimeType, buffer: Buffer.from(name) });
    },
  };
}

type Form = ReturnType<typeof formOn>;

async function fillTheFirstPage(form: Form) {
  await form.type({
    widgetA02: '新同事的设备',
    widgetA03: '两位新同事\n下周到岗 💻',
    widgetA04: '三',
    widgetA05: '1200.5',
    widgetA10: '2026-12-01',
    widgetA11: '2026-12-01T09:30',
    widgetA12: '2026-12-02',
    'widgetA13#start': '2026-12-01',
    'widgetA13#end': '2026-12-03',
  });
  await form.pick('widgetA05#currency', 'USD');
  await form.pick('widgetA07', '其他');
  await form.pick('widgetA09', '键盘', '显示器');
  await form.pick('widgetA12#half', '下午');
  await form.press('显示这个选项对应的内容');
  await form.field('widgetA08').waitFor();
  await form.type({ widgetA08: '现场', 'widgetA15#word': '财务' });
  await form.press('搜索');
  await form.holds('widgetA15', '财务部');
}

async function addPeople(form: Form) {
  await form.press('添加人员');
  await form.says('请回复这张卡片');
  await form.replyWith('@李四 ');
  await form.hears('已把 李四 填进');
  await form.replyWith('wangwu@example.com');
  await form.hears('已把 wangwu@example.com 填进');
  // What is typed has stayed, and the next press shows both.
  await expect.poll(() => form.value('widgetA08')).toBe('现场');
  await form.press('重新计算');
  await form.holds('widgetA14', '李四');
  await form.holds('widgetA14', '王五');
}

async function linkOthers(form: Form) {
  await form.press('列出我最近的审批');
  await form.field('widgetA16').waitFor();
  await form.pick('widgetA16', '采购申请 202611200001');
  // Nothing has gone to another page, however much was typed and found.
  await form.type({
    widgetA17: 'https://example.feishu.cn/docx/TLLKdcpDro9ijQxA33ycNMabcef',
    widgetA18: '13122222222',
  });
}

async function mendTheMistake(form: Form) {
  await form.press('下一步');
  await form.says('请填一个数字');
  await expect.poll(() => form.value('widgetA04')).toBe('三');
  await expect.poll(() => form.value('widgetA03')).toBe('两位新同事\n下周到岗 💻');
  await expect.poll(() => form.value('widgetA11')).toBe('2026-12-01T09:30');
  await form.holds('widgetA05#currency', 'USD');
  await form.type({ widgetA04: '3' });
  await form.press('重新计算');
  await form.says('3,601.5');
  await form.press('下一步');
  await form.says('第 2 步');
}

async function fillTheSecondPage(form: Form) {
  await form.type({ 'widgetA19#word': '海淀' });
  await form.press('搜索');
  await form.holds('widgetA19', '海淀区');
  await form.type({
    'widgetA19#detail': '中关村 1 号',
    'widgetA20/0/widgetA21': '键盘',
    'widgetA20/0/widgetA22': '0.1',
  });
}

async function addAndRemoveRows(form: Form) {
  await form.press('添加一行');
  await form.type({ 'widgetA20/1/widgetA21': '多余的', 'widgetA20/1/widgetA22': '9' });
  await form.press('添加一行');
  await form.type({ 'widgetA20/2/widgetA21': '鼠标', 'widgetA20/2/widgetA22': '0.2' });
  await form.press('删除这一行', 1);
  await form.field('widgetA20/1/widgetA21').waitFor({ state: 'detached' });
  await expect.poll(() => form.value('widgetA20/2/widgetA21')).toBe('鼠标');
  await form.says('0.3');
}

async function attach(form: Form) {
  await form.press('添加附件');
  await form.says('请用文件或图片回复这张卡片');
  await form.replyWithFile('文件', 'wrong.pdf', 'application/pdf');
  await form.hears('放进“报价单”');
  await form.press('预览流程');
  await form.says('📎 wrong.pdf');
  await form.press('移除');
  await form.message.getByText('📎 wrong.pdf').waitFor({ state: 'detached' });
  await form.replyWithFile('文件', 'quote.pdf', 'application/pdf');
  await form.hears('放进“报价单”', 2);
  await form.replyWithFile('图片', 'desk.png', 'image/png');
  await form.hears('放进“照片”');
  await form.press('预览流程');
  await form.says('📎 quote.pdf');
  await form.says('📎 picture.png');
}

async function approve(page: Page, name: RegExp) {
  await page.getByRole('button', { name: '审批', exact: false }).first().click();
  await page.getByRole('button', { name }).click();
  await page.getByRole('button', { name: '同意' }).click();
  await page.getByRole('button', { name: '同意' }).waitFor({ state: 'detached' });
}

describe.skipIf(browserMissing())('starting an approval', () => {
  it('begins from the bot’s menu, in the reader’s language', async () => {
    const { at } = await openPageWithBot({ offered: ['purchase'] });
    const page = await openTab(at('emma', '&chat=direct:emma'));
    const menu = page.getByRole('navigation', { name: 'Bot menu' });
    await menu.getByRole('button', { name: 'Start an approval' }).click();
    await page.getByRole('heading', { name: 'What would you like to start?' }).waitFor();
    const group = await openTab(at('emma', '&chat=purchasing'));
    expect(await group.getByRole('navigation', { name: 'Bot menu' }).count()).toBe(0);
  });

  it('goes by clicks and typing from the list over every control to the approved card', async () => {
    const { at, sandbox } = await openPageWithBot({
      offered: ['everything', 'purchase'],
      subscribed: ['everything'],
    });
    const page = await openTab(at('zhangsan', '&chat=direct:zhangsan'));
    const box = page.locator('.composer textarea');
    await box.fill('/create');
    await box.press('Enter');
    await page.getByRole('button', { name: '设备采购单' }).click();
    const form = formOn(page);
    await form.says('请如实填写');
    await fillTheFirstPage(form);
    await addPeople(form);
    await linkOthers(form);
    await mendTheMistake(form);
    await fillTheSecondPage(form);
    await addAndRemoveRows(form);
    await attach(form);
    await form.pick('approver:1a2b3c4d5e6f70819203a4b5c6d7e8f9', '李四');
    await form.press('预览流程');
    // A field of the form has the name of the node, too.
    await form.says('审批流程');
    await form.press('提交');
    const status = page.getByRole('article').filter({ hasText: '新同事的设备' }).last();
    await status.getByText('审批中').waitFor();
    for (const text of ['新同事的设备', 'US$1,200.50', '撤回'])
      await status.getByText(text).first().waitFor();
    expect(
      sandbox.calls.filter(({ path }) => path.endsWith('/v4/instances')).map(({ code }) => code),
    ).toEqual([0]);
    for (const by of ['lisi', 'zhaoliu']) await approve(await openTab(at(by)), /设备采购单/);
    await status.getByText('已通过').waitFor();
    await status.getByRole('button', { name: '再次发起' }).waitFor();
  });
});
