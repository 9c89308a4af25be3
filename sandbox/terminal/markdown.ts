export type NameOf = (openId: string) => string;

const NAMED: Record<string, string> = {
  sim: '~',
  nbsp: '\u00a0',
  ensp: '\u2002',
  emsp: '\u2003',
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

/** HTML entities as characters, in one pass. */
export function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]+));/gi, (all, decimal, hex, name) => {
    if (name !== undefined) return NAMED[name] ?? all;
    const point = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return point <= 0x10ffff ? String.fromCodePoint(point) : all;
  });
}

function attribute(attributes: string, name: string): string {
  const found = new RegExp(`\\b${name}\\s*=\\s*(?:'([^']*)'|"([^"]*)"|([^\\s>]+))`).exec(attributes);
  return found?.[1] ?? found?.[2] ?? found?.[3] ?? '';
}

const FORMATS: Record<string, Intl.DateTimeFormatOptions> = {
  date: { year: 'numeric', month: 'long', day: 'numeric' },
  date_num: { year: 'numeric', month: '2-digit', day: '2-digit' },
  date_short: { month: 'short', day: 'numeric' },
  week: { weekday: 'long' },
  week_short: { weekday: 'short' },
  time: { hour: '2-digit', minute: '2-digit', hour12: false },
  time_sec: { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false },
};

function localTime(attributes: string, language: string): string {
  const format = FORMATS[attribute(attributes, 'format_type')] ?? FORMATS.date_num;
  const locale = language.replace('_', '-');
  return new Intl.DateTimeFormat(locale, format).format(Number(attribute(attributes, 'millisecond')));
}

function mentioned(attributes: string, nameOf: NameOf): string {
  const ids = attribute(attributes, 'ids') || attribute(attributes, 'id');
  return ids
    .split(',')
    .map((id) => `@${id === 'all' ? 'all' : nameOf(id)}`)
    .join(' ');
}

const label = (text: string, address: string): string => (text === address ? address : `${text} ${address}`);

/** Markdown as a person reads it: people by name, links with their address, no markup. Markup is resolved before entities. */
export function readMarkdown(markdown: string, language: string, nameOf: NameOf): string {
  const shown = markdown
    .replace(/<person\b([^>]*)><\/person>/g, (_all, attributes) => nameOf(attribute(attributes, 'id')))
    .replace(/<at\b([^>]*)><\/at>/g, (_all, attributes) => mentioned(attributes, nameOf))
    .replace(/<local_datetime\b([^>]*)><\/local_datetime>/g, (_all, attributes) =>
      localTime(attributes, language),
    )
    .replace(/<text_tag\b[^>]*>(.*?)<\/text_tag>/g, '〔$1〕')
    .replace(/<link\b([^>]*)>(.*?)<\/link>/g, (_all, attributes, text) =>
      label(text, attribute(attributes, 'url')),
    )
    .replace(/<a\b([^>]*)>(.*?)<\/a>/g, (_all, attributes, text) =>
      label(text, attribute(attributes, 'href')),
    )
    .replace(/<br\s*\/?>/g, '\n')
    .replace(/<hr\s*\/?>/g, '────')
    .replace(/<\/?font\b[^>]*>/g, '')
    .replace(/!\[([^\]]*)\]\([^)]*\)/g, '[$1]')
    .replace(/\[([^\]]*)\]\(([^)]*)\)/g, (_all, text, address) => label(text, address))
    .replace(/(\*\*|__|~~|`)(.+?)\1/g, '$2')
    .replace(/^#{1,6} /gm, '')
    .replace(/^> ?/gm, '│ ');
  return decodeEntities(shown);
}
