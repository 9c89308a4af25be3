import { readFileSync, utimesSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { transcriptSchema } from '../../../sandbox/transcript/format.ts';
import { browserMissing, closeBrowser, openTab } from '../../support/browser.ts';
import { openPage, openPageWithBot, root } from '../../support/page.ts';

afterAll(closeBrowser);

describe.skipIf(browserMissing())('the developer’s drawer', () => {
  it('shows what went over the wire, with the verdict on its signature, and sends it again', async () => {
    const { at, sandbox } = await openPageWithBot();
    const page = await openTab(at('zhangsan', '&chat=direct:zhangsan&drawer=1'));
    await page.getByRole('textbox', { name: '发送给 审批助手' }).fill('/ping');
    await page.getByRole('textbox', { name: '发送给 审批助手' }).press('Enter');
    await page.getByRole('main').getByText('我在，一切正常').waitFor();
    await page.getByRole('button', { name: /im\.message\.receive_v1/ }).click();
    await page.getByText('签名: 有效').waitFor();
    await page.locator('.traffic-detail').getByText('"/ping"').waitFor();
    await page.getByRole('button', { name: '重新发送' }).click();
    await expect.poll(() => page.getByRole('button', { name: /im\.message\.receive_v1/ }).count()).toBe(2);
    await page.getByRole('button', { name: '编辑后发送' }).click();
    await page.getByRole('radio', { name: '错误' }).check();
    await page.getByRole('button', { name: '发送', exact: true }).last().click();
    await page.getByRole('tab', { name: '往来' }).click();
    await page.getByRole('button', { name: /im\.message\.receive_v1.*401/ }).click();
    await page.getByText('签名: 错误').waitFor();
    expect(sandbox.messages('direct:zhangsan').length).toBe(2);
  });

  it('switches faults on and off', async () => {
    const { at, sandbox } = await openPageWithBot();
    const page = await openTab(at('zhangsan', '&chat=direct:zhangsan&drawer=1'));
    await page.getByRole('tab', { name: '故障' }).click();
    const twice = page.getByRole('switch', { name: '每个事件推送两次' });
    await twice.click();
    await page.getByRole('textbox').fill('/ping');
    await page.getByRole('textbox').press('Enter');
    await page.getByRole('main').getByText('我在，一切正常').waitFor();
    await expect.poll(() => sandbox.deliveries.at(-1)?.attempts.length).toBe(2);
    expect(await page.getByRole('main').getByText('我在，一切正常').count()).toBe(1);
    await twice.click();
    await expect.poll(() => twice.isChecked()).toBe(false);
  });

  it('moves the clock to the next morning of whoever looks', async () => {
    const { at, sandbox } = await openPageWithBot();
    const page = await openTab(at('emma', '&drawer=1'));
    await page.getByRole('tab', { name: 'Time and bot' }).click();
    await page.getByRole('button', { name: 'Tomorrow 09:12' }).click();
    await page.getByText(/09:12:0\d/).waitFor();
    const time = new Date(sandbox.clock.now()).toLocaleTimeString('en-GB', { timeZone: 'Europe/London' });
    expect(time).toMatch(/^09:12:/);
  });

  it('draws every template in every language, and anew when one is saved', async () => {
    const { at } = await openPage();
    const page = await openTab(at('zhangsan', '&drawer=1'));
    await page.getByRole('tab', { name: '卡片库' }).click();
    await page.getByText('cards/cc-receipt.json').first().waitFor();
    for (const text of ['已抄送给 3 人', 'CC sent to 3 people', '3 名に CC しました'])
      await page.getByRole('heading', { name: text }).first().waitFor();
    expect(await page.getByText('画不出').count()).toBe(0);
    const drawn = page.waitForResponse((response) => response.url().endsWith('/gallery'));
    utimesSync(path.join(root, 'cards', 'help.json'), new Date(), new Date());
    await drawn;
  });

  it('saves the conversation as a transcript', async () => {
    const { at, sandbox } = await openPageWithBot();
    await sandbox.say({ from: 'zhangsan', chat: 'direct', text: '/ping' });
    const page = await openTab(at('zhangsan', '&drawer=1'));
    await page.getByRole('main').getByText('我在，一切正常').waitFor();
    await page.getByRole('tab', { name: '时间与机器人' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '保存对话' }).click(),
    ]);
    const saved = transcriptSchema.parse(parse(readFileSync(await download.path(), 'utf8')));
    expect(saved.steps.map((step) => step.say?.text)).toEqual(['/ping']);
    expect(saved.shown['direct:zhangsan']?.[1]).toContain('我在，一切正常');
  });
});
