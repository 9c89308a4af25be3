/** The addresses that open an instance; `default` is for clients that have none of their own. */
export interface InstanceLinks {
  default: string;
  pc: string;
  ios: string;
  android: string;
}

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

/**
 * The instance that a pasted link opens: its code, or the long number that share links carry. Undefined for any other
 * link. The link may be encoded once or twice; it is read, never fetched.
 */
export function instanceInLink(link: string): string | undefined {
  let text = link;
  for (let round = 0; round < 4; round++) {
    const found = /[?&](?:instanceId|instanceCode|instance_code)=([a-z0-9-]{1,64})(?![a-z0-9%-])/i.exec(
      text,
    )?.[1];
    if (found) return found;
    const decoded = decode(text);
    if (decoded === text) return undefined;
    text = decoded;
  }
  return undefined;
}

const shortLink =
  /^(?:https?:\/\/)?([a-z0-9-]{1,64}\.(?:feishu\.cn|larksuite\.com))\/approval\/s\/([a-z0-9_-]{1,64})(?![a-z0-9_%-])/i;

/** The short link of an instance (`go.feishu.cn/approval/s/…`), in one spelling: only who made it knows what it opens. */
export function shortLinkIn(link: string): string | undefined {
  const [, host, id] = shortLink.exec(link) ?? [];
  return host && id ? `${host.toLowerCase()}/approval/s/${id}` : undefined;
}

const approvalLink =
  /^(?:https?:\/\/)?(?:applink\.(?:feishu|larksuite)\.|[\w.-]{1,255}\.(?:feishu|larksuite)\.(?:cn|com)\/approval\/)/i;

/** Whether a link is one of Feishu's own that opens an approval, or something else in the client. */
export const opensApproval = (link: string): boolean => approvalLink.test(link);

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
