import path from 'node:path';
import express, { Router } from 'express';
import type { Sandbox } from '../platform/index.ts';
import { type BotControl, botElsewhere } from './bot.ts';
import { faultSwitches } from './faults.ts';
import { createGallery } from './gallery.ts';
import { guard } from './guard.ts';
import { pageRouter } from './router.ts';
import { createBulletin } from './stream.ts';
import { createTraffic } from './traffic.ts';

export type { BotControl } from './bot.ts';

export interface PageOptions {
  /** The project's folder, with the templates in `cards` and the built page in `dist/web`. */
  root: string;
  /** Left out, the page can't start or stop the bot. */
  bot?: BotControl;
  /** True, the default, refuses requests under any other name than this machine's own. */
  loopbackOnly?: boolean;
}

/** Restarts a bot that runs, or that did not survive the last restart: a broken template is mended by the next save. */
function restarter(bot: BotControl): () => void {
  let broken = false;
  let last: Promise<void> = Promise.resolve();
  const restart = async () => {
    if (bot.state() !== 'running' && !broken) return;
    await bot.stop();
    broken = true;
    await bot.start();
    broken = false;
  };
  return () => {
    last = last.then(restart).catch(() => undefined);
  };
}

/** Serves the chat page of a sandbox on the sandbox's own port; returns what ends it. */
export function servePage(sandbox: Sandbox, options: PageOptions): { close(): void } {
  const { root, bot = botElsewhere, loopbackOnly = true } = options;
  const bulletin = createBulletin();
  const gallery = createGallery(root);
  const traffic = createTraffic(sandbox.platform);
  const faults = faultSwitches(sandbox.platform);
  bot.onChange(() => bulletin.publish({ type: 'bot', bot: bot.state() }));
  const restart = restarter(bot);
  gallery.onSaved(() => {
    bulletin.publish({ type: 'templates' });
    // With a broken card the bot would not start again: it goes on with those it has until they are mended.
    const isWhole = gallery.cards().then(({ problems }) => problems.length === 0);
    void isWhole.catch(() => true).then((whole) => whole && restart());
  });
  const page = Router();
  page.use(guard(loopbackOnly));
  page.use('/sandbox/api', pageRouter({ sandbox, bot, traffic, bulletin, faults, gallery }));
  page.use('/sandbox', express.static(path.join(root, 'dist', 'web'), { redirect: false }));
  page.get('/', (_request, response) => response.redirect('/sandbox/'));
  const isPage = /^\/(sandbox(\/|$)|$|\?)/;
  sandbox.mount((request, response, next) =>
    isPage.test(request.url) ? page(request, response, next) : next(),
  );
  return { close: gallery.close };
}
