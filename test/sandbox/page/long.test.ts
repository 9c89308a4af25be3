import { afterAll, describe, expect, it } from 'vitest';
import { browserMissing, closeBrowser, loadingTime, openTab } from '../../support/browser.ts';
import { openPage } from '../../support/page.ts';

afterAll(closeBrowser);

describe.skipIf(browserMissing())('a long conversation', () => {
  it('of 2,000 messages opens like a short one, scrolls without long pauses, and takes new ones', async () => {
    const { at, sandbox } = await openPage();
    const short = await loadingTime(await openTab(at('zhangsan', '&chat=purchasing')));
    for (let n = 1; n <= 2_000; n += 1)
      await sandbox.say({
        from: n % 3 ? 'lisi' : 'zhangsan',
        chat: 'purchasing',
        text: `第 ${n} 条`,
        deliver: false,
      });
    const page = await openTab(at('zhangsan', '&chat=purchasing'));
    await page.getByRole('log').getByText('第 2000 条').waitFor();
    expect(await loadingTime(page)).toBeLessThan(8 * short + 1_000);
    await page.evaluate(`window.longest = 0; (function frame(last) {
      requestAnimationFrame((now) => { window.longest = Math.max(window.longest, now - last); frame(now); });
    })(performance.now());`);
    for (let turn = 0; turn < 20; turn += 1) {
      await page.getByRole('log').hover();
      await page.mouse.wheel(0, -2_000);
    }
    await page.getByRole('log').getByText('第 1700 条').waitFor();
    expect(await page.evaluate<number>('window.longest')).toBeLessThan(2_500);
    await page.getByRole('button', { name: '回到最新' }).click();
    await sandbox.say({ from: 'lisi', chat: 'purchasing', text: '新来的', deliver: false });
    await page.getByRole('log').getByText('新来的').waitFor();
  });
});
