import { z } from 'zod';

/** Where an app of one's own is looked up. */
export const appPage = 'https://open.feishu.cn/app';

/** What commas separate. */
export const list = z
  .string()
  .default('')
  .transform((text) => text.split(',').flatMap((item) => item.trim() || []));
/** An http or https address with nothing behind its path. */
export const address = (example: string) =>
  z
    .url({ protocol: /^https?$/, error: `must be an address such as ${example}` })
    .refine(isBare, `must be an address alone, such as ${example}: no ? or # and no user in it`)
    .transform((url) => url.replace(/(?<!\/)\/+$/, ''));

function isBare(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { search, hash, username, password } = new URL(url);
  return `${search}${hash}${username}${password}` === '' && !/[?#]/.test(url);
}

/** What all calls begin with belongs to them, and is often copied along. */
export const withoutApi = (url: string) => url.replace(/\/open-apis(?:\/.*)?$/i, '');

/** `1-3,5` as 1, 2, 3, 5. */
export function weekdays(text: string): number[] {
  const named = text.split(',').flatMap((range) => {
    const [from = 0, to = from] = range.split('-').map(Number);
    return [1, 2, 3, 4, 5, 6, 7].filter((day) => day >= from && day <= to);
  });
  return [...new Set(named)].sort();
}

/** The App ID, of a form that the mode asks for. */
export const appId = (form: RegExp, shape: string) =>
  z
    .string({ error: `is missing: copy the App ID (cli_…) from ${appPage} → your app → Credentials` })
    .regex(form, `is not an App ID: ${shape}; copy it from ${appPage}`);

const portError = 'must be a whole number from 0 to 65535';
/** 0 lets the system choose. */
export const port = z.coerce.number(portError).int(portError).min(0, portError).max(65_535, portError);
