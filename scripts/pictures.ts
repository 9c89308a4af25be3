import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { startBot } from '../sandbox/demo/bot-process.ts';
import { servePage } from '../sandbox/page/index.ts';
import { loadWorld, realClock, type Sandbox, startSandbox } from '../sandbox/platform/index.ts';
import { launchChromium } from './chromium.ts';

const root = process.cwd();
const folder = path.join(root, 'docs', 'pictures');
/** A Wednesday morning in Shanghai: the same in every picture. */
const MORNING = Date.parse('2026-05-20T01:12:00Z');
const THEMES = ['light', 'dark'] as const;
const WIDE = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 800 };

type Theme = (typeof THEMES)[number];

interface View {
  name: string;
  query: string;
  size: { width: number; height: number };
  prepare?(page: Page): Promise<void>;
}

const receipt = (page: Page) => page.locator('.card').last().waitFor();

const VIEWS: readonly View[] = [
  { name: 'chat', query: 'as=zhangsan&chat=purchasing', size: WIDE, prepare: receipt },
  {
    name: 'developer',
    query: 'as=emma&chat=purchasing&drawer=1',
    size: { width: 1440, height: 800 },
    async prepare(page) {
      await page
        .getByRole('button', { name: /im\.message\.receive_v1/ })
        .first()
        .click();
      await page.getByText('Signature: valid').waitFor();
    },
  },
  {
    name: 'approvals',
    query: 'as=lisi&chat=purchasing',
    size: WIDE,
    async prepare(page) {
      await receipt(page);
      await page.locator('.card .button').first().click();
      await page.locator('.timeline').waitFor();
    },
  },
  { name: 'phone', query: 'as=zhangsan&chat=direct:zhangsan', size: PHONE, prepare: receipt },
  { name: 'phone-ja', query: 'as=tanaka&chat=direct:tanaka', size: PHONE, prepare: receipt },
];

async function talk(sandbox: Sandbox): Promise<void> {
  const lines = [
    ['lisi', 'purchasing', '新同事下周一到岗，笔记本电脑的审批进展如何？'],
    ['zhangsan', 'purchasing', `@${sandbox.world.app.name} /cc @李四 @Emma Wilson 202611200001 请看一下预算`],
    ['zhangsan', 'direct', '/cc @王五 @赵六 请知悉'],
    ['tanaka', 'direct', '/help'],
  ] as const;
  for (const [from, chat, text] of lines) {
    const said = await sandbox.say({ from, chat, text });
    await said.delivered;
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
  await sandbox.readCc({ by: 'lisi', instance: 'laptops' });
  await new Promise((resolve) => setTimeout(resolve, 5_000));
}

async function picture(browser: Browser, url: string, view: View, theme: Theme): Promise<void> {
  const context = await browser.newContext({ viewport: view.size, deviceScaleFactor: 1.5 });
  const page = await context.newPage();
  await page.goto(`${url}/sandbox/?${view.query}&theme=${theme}`);
  await page.locator('.app').waitFor();
  await view.prepare?.(page);
  await page.mouse.move(0, 0);
  await page.waitForTimeout(250);
  await page.screenshot({ path: path.join(folder, `${view.name}-${theme}.png`) });
  await context.close();
}

/** One picture of each example of each template, in the three languages; returns their names. */
async function templates(browser: Browser, url: string, theme: Theme): Promise<string[]> {
  // The gallery scrolls inside the page: what is below its edge would be cut off.
  const page = await browser.newPage({ viewport: { width: 1320, height: 4_000 }, deviceScaleFactor: 1.25 });
  await page.goto(`${url}/sandbox/?as=emma&theme=${theme}&drawer=1`);
  await page.getByRole('tab', { name: 'Gallery' }).click();
  await page.getByRole('button', { name: 'Close' }).click();
  await page.locator('.template').first().waitFor();
  const names: string[] = [];
  for (const template of await page.locator('.template').all()) {
    const name = String(await template.getAttribute('id'));
    const file = path.join(folder, 'cards', `${name}-${theme}.png`);
    await template.locator('.template-cards').screenshot({ path: file });
    names.push(name);
  }
  await page.close();
  return names;
}

const cardsPage = (names: readonly string[]): string =>
  [
    '# The cards',
    'Every template of `cards/` with example values, in the three languages, light and dark. This page and its pictures are made by `npm run pictures`.',
    ...names.map((name) =>
      [
        `## ${name}`,
        ...THEMES.map((theme) => `![${name}, ${theme}](pictures/cards/${name}-${theme}.png)`),
      ].join('\n\n'),
    ),
  ].join('\n\n');

/** Takes the pictures of the README: `npm run pictures`. */
async function main(): Promise<void> {
  mkdirSync(path.join(folder, 'cards'), { recursive: true });
  const clock = realClock(MORNING);
  const sandbox = await startSandbox({ world: loadWorld(path.join(root, 'sandbox', 'world.yml')), clock });
  const bot = await startBot(root, sandbox);
  await bot.follow(clock.now() - Date.now());
  const page = servePage(sandbox, { root, bot });
  await sandbox.connect(`${bot.url}/webhook/event`);
  const browser = await launchChromium();
  try {
    await talk(sandbox);
    for (const theme of THEMES) {
      for (const view of VIEWS) await picture(browser, sandbox.url, view, theme);
      const names = await templates(browser, sandbox.url, theme);
      writeFileSync(path.join(root, 'docs', 'cards.md'), `${cardsPage(names)}\n`);
    }
  } finally {
    await browser.close();
    page.close();
    await bot.close();
    await sandbox.close();
  }
}

await main();
