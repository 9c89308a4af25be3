import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import { chromiumPath, launchChromium, noChromium } from '../../scripts/chromium.ts';

/** Without a browser its tests are skipped, except where CI promises one. */
export function browserMissing(): boolean {
  if (chromiumPath() !== undefined) return false;
  if (process.env.CI) throw new Error(noChromium());
  process.stderr.write(`${noChromium()}. The tests of the chat page are skipped.\n`);
  return true;
}

let browser: Promise<Browser> | undefined;

export async function closeBrowser(): Promise<void> {
  await (await browser)?.close();
  browser = undefined;
}

/** A tab of its own; the test fails when anything is an error in its console. */
export async function openTab(url: string, options: BrowserContextOptions = {}): Promise<Page> {
  browser ??= launchChromium();
  const context = await (await browser).newContext({ viewport: { width: 1280, height: 860 }, ...options });
  const page = await context.newPage();
  // Less than the limit of a test, so that it is told what was waited for; how soon something must come, a test says itself.
  page.setDefaultTimeout(150_000);
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  onTestFinished(async ({ task }) => {
    // What was waited for says little without what came instead.
    if (task.result?.state === 'fail') process.stderr.write(await endOf(page));
    await context.close();
    expect(errors).toEqual([]);
  });
  await page.goto(url);
  await page.waitForSelector('.app');
  return page;
}

const endOf = async (page: Page) => (await page.locator('.app').innerText()).slice(-3_000);
