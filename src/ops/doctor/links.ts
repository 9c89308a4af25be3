/** The pages on which things are mended. */
export interface Links {
  /** A page of the app in the developer console. */
  console(page: 'baseinfo' | 'auth' | 'event' | 'bot' | 'version' | 'safe'): string;
  /** The approval admin console. */
  approvals: string;
  /** The admin console of the organisation. */
  admin: string;
}

const FEISHU = 'https://open.feishu.cn';
const FEISHU_WEB = 'https://www.feishu.cn';

/** Cards lead to https alone, and a Feishu on this machine has no such pages. */
const secure = (url: string, otherwise: string) => (url.startsWith('https:') ? url : otherwise);

/** `baseUrl`: of the platform; `webBaseUrl`: of the product beside it. */
export function linksOf(baseUrl: string, webBaseUrl: string, appId: string): Links {
  const [platform, product] = [secure(baseUrl, FEISHU), secure(webBaseUrl, FEISHU_WEB)];
  return {
    console: (page) => `${platform}/app/${appId}/${page}`,
    approvals: `${product}/approval/admin/approvalList?devMode=on`,
    admin: `${product}/admin/appCenter/audit`,
  };
}

/** Pages of others, for what is mended on the machine. */
export const PAGES = {
  node: 'https://nodejs.org/en/download',
  timeZones: 'https://nodejs.org/api/intl.html',
  certificates: 'https://nodejs.org/api/cli.html#node_extra_ca_certsfile',
  proxy: 'https://github.com/Rob--W/proxy-from-env#environment-variables',
  networkDisk: 'https://www.sqlite.org/useovernet.html',
  pooler: 'https://www.pgbouncer.org/features.html',
  postgres: 'https://www.postgresql.org/docs/current/ddl-priv.html',
  postgresVersions: 'https://www.postgresql.org/support/versioning/',
  clock: 'https://www.freedesktop.org/software/systemd/man/latest/timedatectl.html',
  modes: 'https://man7.org/linux/man-pages/man1/chmod.1.html',
  disk: 'https://man7.org/linux/man-pages/man1/df.1.html',
  webhooks: 'https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md',
  ipList: 'https://open.feishu.cn/document/ukTMukTMukTM/uITNz4iM1MjLyUzM',
} as const;
