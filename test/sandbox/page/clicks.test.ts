import { afterAll, describe, expect, it } from 'vitest';
import { browserMissing, closeBrowser, openTab } from '../../support/browser.ts';
import { openPage, openPageWithBot } from '../../support/page.ts';
import { type Reply, startBot } from '../support.ts';
import { button, card, plain, sendCard } from './cards.ts';

afterAll(closeBrowser);

const toast = (content: string, i18n?: object) => ({
  toast: { type: 'success', content, ...(i18n && { i18n }) },
});

/** A bot that gives a task to whoever takes it first. */
async function openTaskList() {
  const { sandbox, at } = await openPage();
  let taken: string | undefined;
  const bot = await startBot(sandbox, ({ payload }): Reply => {
    const person = sandbox.world.people.find(({ open_id }) => open_id === payload.event.operator.open_id);
    if (taken !== undefined)
      return { body: toast(`${taken} 已领取`, { en_us: `Taken by ${taken}`, ja_jp: 'x' }) };
    taken = person?.name ?? '';
    const next = card([{ tag: 'markdown', content: `**${taken}** 已领取` }, button('领取')]);
    return { body: { ...toast('领取成功'), card: { type: 'raw', data: next } } };
  });
  await sandbox.connect(bot.url);
  await sendCard(sandbox, card([{ tag: 'markdown', content: '一个任务' }, button('领取')]));
  return { sandbox, at, bot };
}

describe.skipIf(browserMissing())('clicks', () => {
  it('of two people on the same button in two tabs have one effect, and each sees what came of theirs', async () => {
    const { at, bot } = await openTaskList();
    const zhang = await openTab(at('zhangsan', '&chat=purchasing'));
    const emma = await openTab(at('emma', '&chat=purchasing'));
    await zhang.getByRole('button', { name: '领取' }).click();
    await zhang.getByText('领取成功').waitFor();
    await emma.getByText('张三 已领取').waitFor();
    await emma.getByRole('button', { name: '领取' }).click();
    await emma.getByText('Taken by 张三').waitFor();
    expect(bot.received.map(({ payload }) => payload.event.action.value.act)).toEqual(['领取', '领取']);
    expect(bot.received[0]?.headers['x-lark-signature']).toMatch(/^[0-9a-f]{64}$/);
  });

  it('of one person in two tabs copy an approval once', async () => {
    const { at, sandbox } = await openPageWithBot();
    await sandbox.say({ from: 'zhangsan', chat: 'direct', text: '/cc @王五' });
    const tabs = [
      await openTab(at('zhangsan', '&chat=direct:zhangsan')),
      await openTab(at('zhangsan', '&chat=direct:zhangsan')),
    ];
    const buttons = tabs.map((tab) => tab.getByRole('article').getByRole('button', { name: '抄送' }).first());
    await Promise.all(buttons.map((button) => button.waitFor()));
    // Both are pressed before the bot hears of the first, which takes the button away from the other.
    sandbox.faults.add({ on: 'wire', delayMs: 2_500 });
    await Promise.all(buttons.map((button) => button.dispatchEvent('click')));
    await Promise.all(tabs.map((tab) => tab.getByRole('heading', { name: '已抄送给 1 人' }).waitFor()));
    const copied = sandbox.calls.filter(({ path }) => path.endsWith('/instances/cc'));
    expect(copied.length).toBe(1);
  });

  it('on a bot that is stopped, slow or broken show the client’s codes', async () => {
    const { at, sandbox, bot } = await openPageWithBot();
    await sendCard(sandbox, card([button('试试')]));
    const page = await openTab(at('zhangsan', '&chat=purchasing'));
    const press = () => page.getByRole('button', { name: '试试' }).click();
    const slow = sandbox.faults.add({ on: 'wire', delayMs: 4_000 });
    await press();
    await page.locator('button[aria-busy=true]').waitFor();
    await page.getByText('code: 200341').waitFor();
    slow.remove();
    const broken = sandbox.faults.add({ on: 'wire', status: 500 });
    await press();
    await page.getByText('code: 200671').waitFor();
    broken.remove();
    await bot.stop();
    await page.getByText('机器人已停止').waitFor();
    await press();
    await page.getByText('code: 200342').waitFor();
    await page.getByRole('textbox').fill('@审批助手 /ping');
    await page.getByRole('textbox').press('Enter');
    await page.getByText('未送达机器人（ECONNREFUSED）').waitFor();
    await bot.start();
    await page.getByRole('button', { name: '开发者' }).click();
    await page.getByRole('tab', { name: '时间与机器人' }).click();
    await page.getByRole('button', { name: '下一次重推' }).click();
    await page.getByRole('main').getByText('我在，一切正常').waitFor();
    expect(await page.getByText('未送达机器人').count()).toBe(0);
  });

  it('show 200340 before a request URL is saved', async () => {
    const { at, sandbox } = await openPage();
    await sendCard(sandbox, card([button('试试')]));
    const page = await openTab(at('zhangsan', '&chat=purchasing'));
    await page.getByRole('button', { name: '试试' }).click();
    await page.getByText('code: 200340').waitFor();
  });

  it('ask first where the card wants that of a button that submits, and of no other', async () => {
    const { at, sandbox } = await openPage();
    const bot = await startBot(sandbox, () => ({ body: toast('好的') }));
    await sandbox.connect(bot.url);
    const confirm = {
      title: plain('真的吗？', { en_us: 'Really?' }),
      text: plain('不能撤销', { en_us: 'No way back' }),
    };
    const submit = button('删除', { name: 'drop', type: 'danger', form_action_type: 'submit', confirm });
    await sendCard(
      sandbox,
      card([{ tag: 'form', name: 'f', elements: [submit] }, button('撤销', { confirm })]),
    );
    const page = await openTab(at('emma', '&chat=purchasing'));
    await page.getByRole('button', { name: '删除' }).click();
    await page.getByRole('dialog', { name: 'Really?' }).getByRole('button', { name: 'Cancel' }).click();
    expect(bot.received.length).toBe(0);
    await page.getByRole('button', { name: '删除' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Confirm' }).click();
    await page.getByText('好的').waitFor();
    expect(bot.received.length).toBe(1);
    await page.getByRole('button', { name: '撤销' }).click();
    await expect.poll(() => bot.received.length).toBe(2);
  });
});
