import { afterAll, describe, expect, it } from 'vitest';
import { browserMissing, closeBrowser, openTab } from '../../support/browser.ts';
import { openPage } from '../../support/page.ts';

afterAll(closeBrowser);

describe.skipIf(browserMissing())('a long conversation', () => {
  it('of 2,000 messages draws no more than what is looked at and what is near, and takes new ones', async () => {
    const { at, sandbox } = await openPage();
    for (let n = 1; n <= 2_000; n += 1)
      await sandbox.say({
        from: n % 3 ? 'lisi' : 'zhangsan',
        chat: 'purchasing',
        text: `第 ${n} 条`,
        deliver: false,
      });
    const page = await openTab(at('zhangsan', '&chat=purchasing'));
    const log = page.getByRole('log');
    const drawn = () => log.getByText(/^第 \d+ 条$/).count();
    await log.getByText('第 2000 条').waitFor();
    expect(await drawn()).toBeLessThanOrEqual(60);
    while ((await log.getByText('第 1700 条').count()) === 0) {
      await log.hover();
      await page.mouse.wheel(0, -2_000);
    }
    expect(await drawn()).toBeLessThanOrEqual(420);
    await page.getByRole('button', { name: '回到最新' }).click();
    await sandbox.say({ from: 'lisi', chat: 'purchasing', text: '新来的', deliver: false });
    await log.getByText('新来的').waitFor();
  });
});
