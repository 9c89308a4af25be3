import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

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

/** The machine's own Chromium, or that of CHROMIUM_PATH; none is ever downloaded. */
export function chromiumPath(): string | undefined {
  return [process.env.CHROMIUM_PATH ?? PLACES].flat().find((place) => existsSync(place));
}

/** What to do where there is none. */
export function noChromium(): string {
  const where = process.env.CHROMIUM_PATH ?? PLACES.join(', ');
  return `No Chromium at ${where}: install Debian's "chromium", or set CHROMIUM_PATH`;
}

/** Starts it without a window and with a profile of its own. @throws where there is none */
export function launchChromium(): Promise<Browser> {
  const executablePath = chromiumPath();
  if (executablePath === undefined) throw new Error(noChromium());
  return chromium.launch({ executablePath, headless: true, args: FLAGS });
}
