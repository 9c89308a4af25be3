import { expect, it, onTestFinished } from 'vitest';
import { launchChromium } from '../../../scripts/chromium.ts';
import { openSetup } from '../../app/setup.ts';
import { browserMissing } from '../../support/browser.ts';

it.skipIf(browserMissing())(
  'the page of a code asks in the language of the browser, and whoever confirms has the app made',
  async () => {
    const setup = await openSetup();
    const browser = await launchChromium();
    onTestFinished(() => browser.close());
    const said: string[] = [];
    const look = async (url: string) => {
      for (const [locale, confirm] of [
        ['zh-CN', '确认'],
        ['en-US', 'Confirm'],
        ['ja-JP', '確認'],
      ] as const) {
        const page = await browser.newPage({ locale });
        await page.goto(url);
        await page.getByRole('button', { name: confirm, exact: true }).waitFor();
        said.push((await page.getByRole('heading').innerText()).replace(/[“「].*/, ''));
        if (locale === 'ja-JP') {
          await page.getByRole('button', { name: confirm, exact: true }).click();
          said.push(await page.getByRole('heading', { name: '完了' }).innerText());
        }
        await page.close();
      }
    };
    let looked: Promise<void> | undefined;
    const showCode = (url: string) => {
      looked = look(url);
    };
    expect((await setup.run({}, { showCode })).ready).toBe(true);
    await looked;
    expect(said).toEqual(['创建应用', 'Make the app ', 'アプリ', expect.stringContaining('完了')]);
  },
);
