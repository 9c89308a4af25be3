import { decodeEntities } from './entities.ts';
import type { Inline } from './nodes.ts';
import { namedIn, rawAttribute } from './tags.ts';

type Read = (text: string) => Inline[];
type Make = (match: RegExpExecArray, read: Read) => Inline | undefined;

/** Addresses that a card may open; anything else stays text. */
export function isSafeUrl(url: string): boolean {
  return /^(https?:\/\/|lark:\/\/|feishu:\/\/|tel:)/i.test(url);
}

function attribute(attributes: string, name: string): string | undefined {
  const value = rawAttribute(attributes, name);
  return value === undefined ? undefined : decodeEntities(value);
}

const link = (url: string, children: Inline[]): Inline | undefined =>
  isSafeUrl(url) ? { type: 'link', url, children } : undefined;

const wrap =
  (type: 'strong' | 'emphasis' | 'strike' | 'underline'): Make =>
  ([, inner = ''], read) => ({ type, children: read(inner) });

/** What can begin at a character, most specific first. A rule without a node leaves the character as it is. */
export const RULES: readonly { begins: string; pattern: RegExp; make: Make }[] = [
  { begins: '\n', pattern: /\n/y, make: () => ({ type: 'break' }) },
  {
    begins: '`',
    pattern: /`([^`\n]{1,2000})`/y,
    make: ([, text = '']) => ({ type: 'code', text: decodeEntities(text) }),
  },
  { begins: '*', pattern: /\*\*(?=\S)([^\n]{0,2000}?\S)\*\*/y, make: wrap('strong') },
  { begins: '_', pattern: /__(?=\S)([^\n]{0,2000}?\S)__/y, make: wrap('strong') },
  { begins: '*', pattern: /\*(?=[^\s*])([^*\n]{0,2000}?[^\s*])\*/y, make: wrap('emphasis') },
  { begins: '~', pattern: /~~(?=\S)([^\n]{0,2000}?\S)~~/y, make: wrap('strike') },
  {
    begins: '!',
    pattern: /!\[([^\]\n]{0,500})\]\(([^)\s]{1,500})\)/y,
    make: ([, alt = '', key = '']) => ({ type: 'image', key, alt: decodeEntities(alt) }),
  },
  {
    begins: '[',
    pattern: /\[([^\]\n]{1,1000})\]\(([^)\s]{1,2000})\)/y,
    make: ([, text = '', url = ''], read) => link(decodeEntities(url), read(text)),
  },
  {
    begins: 'h',
    pattern: /https?:\/\/[^\s<>"'，。；、（）()【】]{1,2000}/y,
    make: ([url]) => link(decodeEntities(url), [{ type: 'text', text: decodeEntities(url) }]),
  },
  { begins: '<', pattern: /<br\s*\/?>/iy, make: () => ({ type: 'break' }) },
  {
    begins: '<',
    pattern: /<(at|person)\b([^<>]{0,2000})>(?:[^<]{0,200}<\/\1>)?/iy,
    make: ([, tag = '', attributes = '']) => {
      const found = (namedIn(attributes) ?? ['']).map(decodeEntities);
      if (tag.toLowerCase() === 'at') return { type: 'at', ids: found };
      const shows = (name: string) => attribute(attributes, name) !== 'false';
      return { type: 'person', id: found[0] ?? '', avatar: shows('show_avatar'), name: shows('show_name') };
    },
  },
  {
    begins: '<',
    pattern: /<a\b([^<>]{0,2000})>([\s\S]{0,1000}?)<\/a>/iy,
    make: ([, attributes = '', text = ''], read) => link(attribute(attributes, 'href') ?? '', read(text)),
  },
  {
    begins: '<',
    pattern: /<link\b([^<>]{0,4000})>([\s\S]{0,1000}?)<\/link>/iy,
    make: ([, attributes = '', text = ''], read) =>
      link(attribute(attributes, 'pc_url') || attribute(attributes, 'url') || '', read(text)),
  },
  {
    begins: '<',
    pattern: /<font\b([^<>]{0,200})>([\s\S]{0,4000}?)<\/font>/iy,
    make: ([, attributes = '', text = ''], read) => ({
      type: 'color',
      color: attribute(attributes, 'color') ?? 'default',
      children: read(text),
    }),
  },
  {
    begins: '<',
    pattern: /<text_tag\b([^<>]{0,200})>([\s\S]{0,500}?)<\/text_tag>/iy,
    make: ([, attributes = '', text = '']) => ({
      type: 'tag',
      color: attribute(attributes, 'color') ?? 'neutral',
      text: decodeEntities(text),
    }),
  },
  {
    begins: '<',
    pattern: /<number_tag\b[^<>]{0,500}>([^<]{0,20})<\/number_tag>/iy,
    make: ([, text = '']) => ({ type: 'number', text: decodeEntities(text) }),
  },
  {
    begins: '<',
    pattern: /<local_datetime\b([^<>]{0,1000})>(?:[^<]{0,200}<\/local_datetime>)?/iy,
    make: ([, attributes = '']) => ({
      type: 'time',
      ms: Number(attribute(attributes, 'millisecond')),
      format: attribute(attributes, 'format_type') ?? 'date_num',
    }),
  },
  {
    begins: '<',
    pattern: /<raw>([\s\S]{0,4000}?)<\/raw>/iy,
    make: ([, text = '']) => ({ type: 'text', text }),
  },
  { begins: '<', pattern: /<u>([\s\S]{0,2000}?)<\/u>/iy, make: wrap('underline') },
  { begins: '<', pattern: /<(?:b|strong)>([\s\S]{0,2000}?)<\/(?:b|strong)>/iy, make: wrap('strong') },
  {
    begins: ':',
    pattern: /:([A-Z][A-Za-z0-9_]{1,40}):/y,
    make: ([, code = '']) => ({ type: 'emoji', code }),
  },
];
