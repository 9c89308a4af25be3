import { decodeEntities } from '../markdown/entities.ts';
import { LOCAL_TIME_FORMATS } from '../markdown/local-time.ts';

export type NameOf = (openId: string) => string;

function attribute(attributes: string, name: string): string {
  const found = new RegExp(`\\b${name}\\s*=\\s*(?:'([^']*)'|"([^"]*)"|([^\\s>]+))`).exec(attributes);
  return found?.[1] ?? found?.[2] ?? found?.[3] ?? '';
}

function localTime(attributes: string, language: string): string {
  const format = LOCAL_TIME_FORMATS[attribute(attributes, 'format_type')] ?? LOCAL_TIME_FORMATS.date_num;
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
