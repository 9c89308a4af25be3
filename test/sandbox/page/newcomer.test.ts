import { afterAll, describe, expect, it } from 'vitest';
import { browserMissing, closeBrowser, openTab } from '../../support/browser.ts';
import { openPageWithBot } from '../../support/page.ts';

afterAll(closeBrowser);

describe.skipIf(browserMissing())('the chat page', () => {
  it('takes a newcomer from opening it to the receipt, and on to the approval', async () => {
    const { at, sandbox } = await openPageWithBot();
    const page = await openTab(at('zhangsan'));
    await page.getByRole('button', { name: '采购协作群' }).click();
    const box = page.getByRole('textbox', { name: '发送给 采购协作群' });
    await box.fill('/c');
    await page.getByRole('option', { name: '/cc' }).waitFor();
    await box.press('Enter');
    await box.pressSequentially('@li');
    await box.press('Tab');
    await box.pressSequentially('202611200001 请看一下');
    await expect.poll(() => box.inputValue()).toBe('@审批助手 /cc @李四 202611200001 请看一下');
    await box.press('Enter');
    await page.getByRole('heading', { name: '已抄送给 1 人' }).waitFor();
    await expect.poll(() => box.inputValue()).toBe('');
    await page.getByRole('button', { name: '打开审批' }).click();
    await page.getByRole('main', { name: '采购申请' }).getByText('笔记本电脑').waitFor();
    expect(sandbox.instance('laptops').timeline.at(-1)).toMatchObject({ type: 'CC', comment: '请看一下' });
  });

  it('is there after a handful of small answers, and can be used by the keyboard alone', async () => {
    const { at } = await openPageWithBot();
    const page = await openTab(at('zhangsan'));
    const sizes = await page.evaluate<number[]>(
      "performance.getEntriesByType('resource').map((one) => one.transferSize)",
    );
    expect(sizes.length).toBeLessThanOrEqual(6);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(300_000);
    await page.getByRole('button', { name: '审批助手' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('textbox').focus();
    await page.keyboard.type('/pin');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page.getByRole('main').getByText('我在，一切正常').waitFor();
  });

  it('speaks the language of whoever looks, in the page and in the cards', async () => {
    const { at, sandbox } = await openPageWithBot();
    const open = (as: string) => openTab(at(as, '&chat=purchasing'));
    const [zhang, emma] = [await open('zhangsan'), await open('emma')];
    await sandbox.say({ from: 'zhangsan', chat: 'purchasing', text: '@审批助手 /cc @李四 202611200001' });
    await zhang.getByRole('heading', { name: '已抄送给 1 人' }).waitFor();
    await emma.getByRole('heading', { name: 'CC sent to 1 person' }).waitFor();
    await emma.getByRole('textbox', { name: 'Message 采购协作群' }).waitFor();
    const tanaka = await open('tanaka');
    await tanaka.getByRole('textbox').fill('/ping');
    await tanaka.getByRole('textbox').press('Enter');
    await tanaka.getByRole('main').getByText('はい、正常に動いています').waitFor();
    await expect.poll(() => tanaka.locator('html').getAttribute('lang')).toBe('ja-jp');
    expect(await tanaka.getByRole('button', { name: '采购协作群' }).count()).toBe(0);
  });

  it('lets one person go on as another', async () => {
    const { at } = await openPageWithBot();
    const page = await openTab(at('zhangsan'));
    await page.getByRole('button', { name: '我是谁: 张三' }).click();
    await page.getByRole('button', { name: 'Emma Wilson' }).click();
    await page.getByRole('heading', { name: 'Messages' }).waitFor();
    expect(page.url()).toContain('as=emma');
  });

  it('sends pictures, files and replies, and takes a message back', async () => {
    const { at, sandbox } = await openPageWithBot();
    const page = await openTab(at('zhangsan', '&chat=purchasing'));
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    );
    await page
      .getByLabel('图片', { exact: true })
      .setInputFiles({ name: 'dot.png', mimeType: 'image/png', buffer: png });
    await page.getByRole('img', { name: '[图片]' }).waitFor();
    const width = () =>
      page
        .locator('.message-picture')
        .first()
        .evaluate((image) => (image as { naturalWidth?: number }).naturalWidth);
    await expect.poll(width).toBe(1);
    await page
      .getByLabel('文件', { exact: true })
      .setInputFiles({ name: 'quote.txt', mimeType: 'text/plain', buffer: Buffer.from('hi') });
    await page.getByRole('link', { name: 'quote.txt' }).waitFor();
    await page.locator('.message').last().hover();
    await page.getByRole('button', { name: '回复' }).last().click();
    await page.getByRole('textbox').fill('看这个');
    await page.getByRole('textbox').press('Enter');
    await page.getByText('回复 张三: [文件] quote.txt').waitFor();
    const [image, file, reply] = sandbox.messages('purchasing');
    expect([image?.msg_type, file?.content.file_name, reply?.parent_id]).toEqual([
      'image',
      'quote.txt',
      file?.message_id,
    ]);
    await page.locator('.message').last().hover();
    await page.getByRole('button', { name: '撤回' }).last().click();
    await page.getByText('张三 撤回了一条消息').first().waitFor();
  });
});
