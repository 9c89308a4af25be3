import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The machine's own Chromium; the tests download none. */
export const chromiumPath = process.env.CHROMIUM_PATH ?? PLACES.find((place) => existsSync(place));

/** Without a browser its tests are skipped, except where CI promises one. */
export function browserMissing(): boolean {
  if (chromiumPath !== undefined && existsSync(chromiumPath)) return false;
  const where = `No Chromium at ${process.env.CHROMIUM_PATH ?? PLACES.join(', ')}: install Debian's "chromium", or set CHROMIUM_PATH`;
  if (process.env.CI) throw new Error(where);
  process.stderr.write(`${where}. The tests of the chat page are skipped.\n`);
  return true;
}

let browser: Promise<Browser> | undefined;

export function launch(): Promise<Browser> {
  browser ??= chromium.launch({ executablePath: chromiumPath ?? '', headless: true, args: FLAGS });
  return browser;
}

export async function closeBrowser(): Promise<void> {
  await (await browser)?.close();
  browser = undefined;
}

/** A tab of its own; the test fails when anything is an error in its console. */
export async function openTab(url: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await (await launch()).newContext({ viewport: { width: 1280, height: 860 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  onTestFinished(async () => {
    await context.close();
    expect(errors).toEqual([]);
  });
  await page.goto(url);
  await page.waitForSelector('.app');
  return page;
}

/** How long the tab took from its address to the page being there, in ms. */
export function loadingTime(page: Page): Promise<number> {
  return page.evaluate<number>("performance.getEntriesByName('shown')[0].startTime");
}

let built: Promise<string> | undefined;

/** Builds the page as it is now, once for all tests of a file; returns its folder. */
export function builtPage(root: string): Promise<string> {
  built ??= (async () => {
    const { build } = await import('vite');
    const outDir = mkdtempSync(path.join(tmpdir(), 'chat-page-'));
    await build({
      configFile: path.join(root, 'sandbox/web/vite.config.ts'),
      build: { outDir, emptyOutDir: true },
    });
    return outDir;
  })();
  return built;
}
