import type { InstanceLinks } from '../lib/instance-links.ts';

const clients = {
  feishu: {
    base: 'https://applink.feishu.cn',
    appId: 'cli_9cb844403dbb9108',
    product: 'https://www.feishu.cn',
  },
  lark: {
    base: 'https://applink.larksuite.com',
    appId: 'cli_9c7cc8a9a9edd105',
    product: 'https://www.larksuite.com',
  },
};

/** Whether this platform is the international one. */
export const isLark = (feishuBaseUrl: string) => new URL(feishuBaseUrl).hostname.endsWith('larksuite.com');

function clientOf(feishuBaseUrl: string, applinkUrl?: string) {
  const client = isLark(feishuBaseUrl) ? clients.lark : clients.feishu;
  return { ...client, base: applinkUrl ?? client.base };
}

/** The host of the product beside this platform, where files are uploaded to. */
export const productHost = (feishuBaseUrl: string) => clientOf(feishuBaseUrl).product;

/**
 * Links that open an instance in the approval app, on the desktop and on the phone.
 * https://open.feishu.cn/document/applink-protocol/supported-protocol/open-approval (the whole path is encoded)
 */
export function instanceLinks(
  feishuBaseUrl: string,
  instanceCode: string,
  applinkUrl?: string,
): InstanceLinks {
  const { base, appId } = clientOf(feishuBaseUrl, applinkUrl);
  const open = `${base}/client/mini_program/open`;
  const path = (page: string) => encodeURIComponent(`${page}?instanceId=${instanceCode}`);
  const phone = `${open}?appId=${appId}&path=${path('pages/detail/index')}`;
  const pc = `${open}?mode=appCenter&appId=${appId}&path=${path('pc/pages/in-process/index')}`;
  return { default: phone, pc, ios: phone, android: phone };
}

/** Opens Feishu's own form of a definition, or the approval app itself while the definition's number is not known. */
export function formLinks(
  feishuBaseUrl: string,
  approvalId: string | undefined,
  applinkUrl?: string,
): InstanceLinks {
  const { base, appId } = clientOf(feishuBaseUrl, applinkUrl);
  const open = `${base}/client/mini_program/open`;
  const query = approvalId ? `?id=${encodeURIComponent(approvalId)}` : undefined;
  const path = (page: string) => (query ? `&path=${encodeURIComponent(page + query)}` : '');
  const phone = `${open}?appId=${appId}${path('pages/approval-form/index')}`;
  const pc = `${open}?mode=appCenter&appId=${appId}${path('pc/pages/create-form/index')}`;
  return { default: phone, pc, ios: phone, android: phone };
}

/** How often a link may be encoded: once for each link whose parameter it is, and once or twice by whoever passed it on. */
const MOST_ROUNDS = 4;

/** A link as it is, and as what it is an encoded form of. */
function* readings(link: string): Generator<string> {
  let text = link;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    yield text;
    const decoded = decode(text);
    if (decoded === text) return;
    text = decoded;
  }
}

/** What the first fitting reading of a link has. */
function firstIn<T>(link: string, find: (text: string) => T | undefined): T | undefined {
  for (const text of readings(link)) {
    const found = find(text);
    if (found !== undefined) return found;
  }
  return undefined;
}

const instanceParameter = /[?&#;](?:instance_?(?:id|code))=([a-z0-9-]{1,64})(?![a-z0-9%-])/i;

/**
 * The instance that a pasted link opens: its code, or the long number that share links carry. Undefined for any other
 * link. It may stand in a link that is a parameter of another one; nothing is fetched.
 */
export const instanceInLink = (link: string): string | undefined =>
  firstIn(link, (text) => instanceParameter.exec(text)?.[1]);

const shortLink =
  /(?:^|[=/])([a-z0-9-]{1,64}\.(?:feishu\.cn|larksuite\.com))\/approval\/s\/([a-z0-9_-]{1,64})(?![a-z0-9_%-])/i;

/**
 * The short link of an instance (`go.feishu.cn/approval/s/…`), in one spelling: only who made it knows what it opens. It may
 * be a parameter of another link.
 */
export function shortLinkIn(link: string): string | undefined {
  const [, host, id] = firstIn(link, (text) => shortLink.exec(text) ?? undefined) ?? [];
  return host && id ? `${host.toLowerCase()}/approval/s/${id}` : undefined;
}

const approvalLink =
  /^(?:https?:\/\/)?(?:applink\.(?:feishu|larksuite)\.|[\w.-]{1,255}\.(?:feishu|larksuite)\.(?:cn|com)\/approval\/)/i;

/** Whether a link is one of Feishu's own that opens an approval, or something else in the client. */
export const opensApproval = (link: string): boolean => approvalLink.test(link);

/** Of ASCII alone: all that names an instance is, whatever else in the link is no text. */
const decode = (text: string): string =>
  text.replace(/%([0-7][\da-f])/gi, (_, byte: string) => String.fromCharCode(Number.parseInt(byte, 16)));
