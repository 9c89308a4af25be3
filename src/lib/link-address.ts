import { BlockList, isIP } from 'node:net';

/** Whether an address is one of this machine, which nobody else can reach. */
export const isLoopback = (address: string): boolean =>
  ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(address).hostname);

/** Addresses at which whoever opens a link would meet their own machine or one beside it, and no system of a company. */
const refused = new BlockList();
refused.addSubnet('0.0.0.0', 8, 'ipv4');
refused.addSubnet('127.0.0.0', 8, 'ipv4');
refused.addSubnet('169.254.0.0', 16, 'ipv4');
refused.addAddress('::', 'ipv6');
refused.addAddress('::1', 'ipv6');
refused.addSubnet('fe80::', 10, 'ipv6');

/** Where an IPv4 address stands in one of IPv6: compatible, mapped, translated (RFC 4291, 2765, 6052) and 6to4 (RFC 3056). */
const EMBEDDED = [/^(?:0:){6}(\w+:\w+)$/, /^(?:0:){5}ffff:(\w+:\w+)$/, /^(?:0:){4}ffff:0:(\w+:\w+)$/];
const TRANSLATED = [/^64:ff9b:(?:0:){4}(\w+:\w+)$/, /^2002:(\w+:\w+):/];
const LOCAL_NAMES = ['localhost', 'localhost.localdomain', 'ip6-localhost', 'ip6-loopback'];

export const NO_LINK = 'must be an address that begins with http://, https:// or lark://';
const SCHEME = /^(https?|lark|feishu):\/\//i;
/** The platform's own example has an address without a host, which opens nothing. */
const BARE = /^https?:\/\/$/i;

/**
 * Why people may not be sent to an address; undefined when they may. It must be one of the web, or of Feishu's own client,
 * without user info, and not lead to the machine of whoever opens it, in whichever way that is written. Hosts of an intranet
 * are systems of the company.
 */
export function linkProblem(link: string): string | undefined {
  if (!SCHEME.test(link) || /\s/.test(link)) return NO_LINK;
  if (BARE.test(link)) return undefined;
  const [, authority = ''] = /^[a-z]+:\/\/([^/?#]*)/i.exec(link) ?? [];
  // Some readers take a backslash for a slash, others for a part of the name: what stands before it is not where it leads.
  if (authority.includes('@') || authority.includes('\\')) return 'must not have a user name before its host';
  if (!URL.canParse(link)) return 'must be an address that can be opened: its host or port is none';
  const { protocol, hostname } = new URL(link);
  if (!protocol.startsWith('http')) return undefined;
  return isLocal(hostname) ? 'must not lead to the machine of whoever opens it' : undefined;
}

/** `hostname` as `URL` writes it, which has undone decimal, octal, hexadecimal and shortened spellings and other scripts. */
function isLocal(hostname: string): boolean {
  const host = hostname
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase();
  const version = isIP(host);
  if (version === 4) return refused.check(host, 'ipv4');
  if (version === 6) return refused.check(host, 'ipv6') || isLocalWithin(host);
  return LOCAL_NAMES.includes(host) || host.endsWith('.localhost');
}

function isLocalWithin(address: string): boolean {
  const full = expanded(address);
  const within = [...EMBEDDED, ...TRANSLATED].map((pattern) => pattern.exec(full)?.[1]);
  return within.some((halves) => halves !== undefined && refused.check(dotted(halves), 'ipv4'));
}

/** All eight groups, without leading zeros. */
function expanded(address: string): string {
  const [head = '', tail] = address.split('::');
  const groups = (part: string) => (part ? part.split(':') : []);
  const [first, last] = [groups(head), groups(tail ?? '')];
  const between = tail === undefined ? [] : Array.from({ length: 8 - first.length - last.length }, () => '0');
  return [...first, ...between, ...last].join(':');
}

const dotted = (halves: string) =>
  halves
    .split(':')
    .map((half) => Number.parseInt(half, 16))
    .flatMap((half) => [half >> 8, half & 255])
    .join('.');
