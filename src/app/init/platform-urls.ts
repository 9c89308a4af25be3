/** The platforms, each with where its device flow is. */
export const FEISHU = 'https://open.feishu.cn';
export const LARK = 'https://open.larksuite.com';

/** Where the device flow of a platform is: `accounts.` beside `open.`, and elsewhere, as on this machine, the same host. */
export function accountsOf(baseUrl: string): string {
  const { protocol, host } = new URL(baseUrl);
  return `${protocol}//${host.replace(/^open\./, 'accounts.')}`;
}
