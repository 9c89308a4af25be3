import { z } from 'zod';
import { refuse } from '../errors.ts';
import { Bytes, endpoint, noBody } from '../http/endpoint.ts';
import type { Platform } from '../platform.ts';
import { PAGE_PATH } from './device-flow.ts';
import { readLink, scan } from './scan.ts';

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);

const html = (body: string) =>
  new Bytes(
    Buffer.from(
      `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
        `<title>Scan</title><style>body{font:16px/1.5 system-ui;max-width:40rem;margin:2rem auto;padding:0 1rem}` +
        `button{font:inherit;padding:.4rem 1rem}</style>${body}`,
    ),
    'text/html; charset=utf-8',
  );

const list = (title: string, names: readonly string[]) =>
  names.length === 0
    ? ''
    : `<h2>${title}</h2><ul>${names.map((name) => `<li><code>${escaped(name)}</code></li>`).join('')}</ul>`;

function asked(link: string, platform: Platform): string {
  const { addons, appId, name } = readLink(link, platform);
  const people = platform.world.people
    .filter((person) => platform.directory.isOfTenant(person) && !person.bot)
    .map(({ handle, name }) => `<option value="${escaped(handle)}">${escaped(name)}</option>`);
  const what = appId === undefined ? `Make the app “${escaped(name)}”?` : `Change the app ${escaped(appId)}?`;
  return (
    `<h1>${what}</h1>` +
    list('Scopes', addons?.scopes.tenant ?? []) +
    list('Events', addons?.events.items.tenant ?? []) +
    list('Callbacks', addons?.callbacks.items ?? []) +
    `<form method="post"><input type="hidden" name="link" value="${escaped(link)}">` +
    `<p><label>As <select name="by">${people.join('')}</select></label></p>` +
    `<button name="decision" value="confirm">Confirm</button> <button name="decision" value="deny">Refuse</button></form>`
  );
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
      return html(asked(link, platform));
    } catch (error) {
      return html(`<h1>${escaped((error as Error).message)}</h1>`);
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
      return html('<h1>Done. Go on where the code was shown.</h1>');
    } catch (error) {
      return html(`<h1>${escaped((error as Error).message)}</h1>`);
    }
  },
});

export const scanPageEndpoints = [show, decide];
