import { z } from 'zod';
import { refuse } from '../errors.ts';
import { endpoint, noBody } from '../http/endpoint.ts';
import type { Platform } from '../platform.ts';
import { PAGE_PATH } from './device-flow.ts';
import { readLink, scan } from './scan.ts';
import { escaped, type ScanText, say, scanPage } from './scan-page-look.ts';

const list = (title: ScanText, names: readonly string[]) =>
  names.length === 0
    ? ''
    : `<details open><summary>${say(title, { count: names.length })}</summary><ul>${names
        .map((name) => `<li><code>${escaped(name)}</code></li>`)
        .join('')}</ul></details>`;

function asked(link: string, platform: Platform): string {
  const { addons, appId, name } = readLink(link, platform);
  const people = platform.world.people
    .filter((person) => platform.directory.isOfTenant(person) && !person.bot)
    .map(({ handle, name }) => `<option value="${escaped(handle)}">${escaped(name)}</option>`);
  const what = appId === undefined ? say('make', { name }) : say('change', { name: appId });
  return (
    `<h1>${what}</h1><p>${say('asks')}</p>` +
    list('scopes', addons?.scopes.tenant ?? []) +
    list('events', addons?.events.items.tenant ?? []) +
    list('callbacks', addons?.callbacks.items ?? []) +
    `<form method="post"><input type="hidden" name="link" value="${escaped(link)}">` +
    `<label>${say('as')} <select name="by">${people.join('')}</select></label>` +
    `<button name="decision" value="deny">${say('deny')}</button>` +
    `<button name="decision" value="confirm">${say('confirm')}</button></form>`
  );
}

/** What keeps the page from being of use, in the reader's words where it is what people meet. */
function problem({ message }: Error): string {
  if (message.includes('has expired')) return `<h1>${say('expired')}</h1>`;
  if (message.includes('was used before')) return `<h1>${say('used')}</h1>`;
  return `<h1>${say('trouble', { why: message })}</h1>`;
}

const page = { path: PAGE_PATH, token: false as const, scopes: [], invalid: () => refuse(40001) };

/** What a telephone shows that has scanned the code: what is asked for, by whom, and the two buttons. */
const show = endpoint({
  ...page,
  method: 'GET',
  query: z.record(z.string(), z.string()),
  body: noBody,
  handle({ query }, platform) {
    const link = `http://localhost${PAGE_PATH}?${new URLSearchParams(query)}`;
    try {
      return scanPage(asked(link, platform));
    } catch (error) {
      return scanPage(problem(error as Error));
    }
  },
});

const decide = endpoint({
  ...page,
  method: 'POST',
  accepts: 'application/x-www-form-urlencoded',
  query: z.record(z.string(), z.string()),
  body: z.strictObject({ link: z.string(), by: z.string(), decision: z.enum(['confirm', 'deny']) }),
  handle({ body: { link, by, decision } }, platform) {
    try {
      scan(link, { by, decision }, platform);
      return scanPage(`<h1>${say(decision === 'confirm' ? 'confirmed' : 'denied')}</h1>`);
    } catch (error) {
      return scanPage(problem(error as Error));
    }
  },
});

export const scanPageEndpoints = [show, decide];
