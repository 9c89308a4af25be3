import { afterAll, describe, expect, it } from 'vitest';
import { browserMissing, closeBrowser, openTab } from '../../support/browser.ts';
import { openPage } from '../../support/page.ts';
import { startBot } from '../support.ts';
import { card, plain, sendCard } from './cards.ts';

afterAll(closeBrowser);

const open = (code: string) =>
  `https://applink.feishu.cn/client/mini_program/open?appId=cli_9cb844403dbb9108&path=${encodeURIComponent(`pages/detail/index?instanceId=${code}`)}`;

async function openOffice() {
  const office = await openPage({ subscribed: ['purchase', 'expense', 'leave'] });
  const bot = await startBot(office.sandbox);
  await office.sandbox.connect(bot.url);
  const events = () =>
    bot.received
      .map(({ payload }) => payload.event)
      .map(({ type, status, operate }) => `${type} ${status ?? operate}`);
  return { ...office, events };
}

describe.skipIf(browserMissing())('the approval centre', () => {
  it('shows each person their own lists, and marks a copy as read when it is opened', async () => {
    const { at, events } = await openOffice();
    const page = await openTab(at('zhangsan'));
    await page.getByRole('button', { name: '审批', exact: false }).first().click();
    await page.getByRole('tab', { name: '抄送我' }).click();
    await expect.poll(() => page.getByRole('img', { name: '未读' }).count()).toBe(3);
    await page.getByRole('button', { name: /费用报销.*十月客户拜访/ }).click();
    await page.getByRole('heading', { name: '费用报销' }).waitFor();
    await expect.poll(() => page.getByRole('img', { name: '未读' }).count()).toBe(2);
    await expect.poll(events).toEqual(['approval_cc READ']);
    await page.getByRole('tab', { name: '已发起' }).click();
    await page.getByRole('button', { name: /采购申请.*笔记本电脑/ }).waitFor();
  });

  it('moves an instance on: approved by one and the next, seen by the initiator as it happens', async () => {
    const { at, events } = await openOffice();
    const zhang = await openTab(at('zhangsan'));
    await zhang.getByRole('button', { name: '审批', exact: false }).first().click();
    await zhang.getByRole('tab', { name: '已发起' }).click();
    await zhang.getByRole('button', { name: /采购申请.*笔记本电脑/ }).click();
    await zhang.getByText('等待 李四 审批').waitFor();
    for (const person of ['lisi', 'zhaoliu']) {
      const page = await openTab(at(person));
      await page.getByRole('button', { name: '审批', exact: false }).first().click();
      await page.getByRole('button', { name: /采购申请.*笔记本电脑/ }).click();
      await page.getByRole('textbox', { name: '意见（选填）' }).fill('可以');
      await page.getByRole('button', { name: '同意' }).click();
      await page.getByRole('button', { name: '同意' }).waitFor({ state: 'detached' });
    }
    await zhang.getByRole('main').getByText('已通过').waitFor();
    expect(events()).toEqual([
      'approval_task APPROVED',
      'approval_task PENDING',
      'approval_task APPROVED',
      'approval_instance APPROVED',
    ]);
  });

  it('is opened by an AppLink at the right entry, and only by those it is for', async () => {
    const { at, sandbox } = await openOffice();
    const link = { type: 'open_url', default_url: open(sandbox.instance('laptops').instance_code) };
    await sendCard(sandbox, card([{ tag: 'button', text: plain('打开'), behaviors: [link] }]));
    const zhang = await openTab(at('zhangsan', '&chat=purchasing'));
    await zhang.getByRole('button', { name: '打开' }).click();
    await zhang.getByRole('main').getByText('笔记本电脑').waitFor();
    await zhang.getByRole('tab', { name: '已发起', selected: true }).waitFor();
    await zhang.getByRole('button', { name: '撤回', exact: true }).click();
    await zhang.getByRole('main').getByText('已撤回').waitFor();
    const emma = await openTab(at('emma', '&chat=purchasing'));
    await emma.getByRole('button', { name: '打开' }).click();
    await emma.getByText('there is no such approval for them').waitFor();
  });
});
