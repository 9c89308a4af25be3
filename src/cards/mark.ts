import { isOpenId } from '../lib/ids.ts';
import type { Language } from '../lib/language.ts';
import { STATUS_COLORS } from './keys.ts';

declare const marked: unique symbol;

/** A value that goes into markdown as it is. Only this module makes them, so no text can pass for one. */
export interface Mark {
  readonly [marked]: true;
}

type InLanguage = (language: Language) => string;

const made = new WeakMap<object, InLanguage>();

function mark(markdown: InLanguage): Mark {
  const token = Object.freeze({});
  made.set(token, markdown);
  return token as Mark;
}

/** The markdown of a mark; undefined for anything else. */
export function markdownOf(value: unknown): InLanguage | undefined {
  return typeof value === 'object' && value !== null ? made.get(value) : undefined;
}

function personTag(id: unknown): string {
  if (!isOpenId(id)) throw new Error(`not an open_id: ${String(id)}`);
  return `<person id='${id}' show_name=true show_avatar=true style='normal'></person>`;
}

/** A person with name and picture; nobody is notified. */
export function person(id: unknown): Mark {
  const tag = personTag(id);
  return mark(() => tag);
}

/** Several people, one after the other; of many the first are named, and `more` says how many there are besides. */
export function people(
  ids: unknown,
  named: number,
  more: (language: Language, count: number) => string,
): Mark {
  if (!Array.isArray(ids)) throw new Error('people() takes a list of open_ids');
  const tags = ids.slice(0, named).map(personTag).join(' ');
  const others = ids.length - named;
  return mark((language) => (others > 0 ? `${tags} ${more(language, others)}` : tags));
}

/** A day in the reader's time zone and language. Takes milliseconds since 1970; null stays null. */
export function date(milliseconds: unknown): Mark | null {
  if (milliseconds === null) return null;
  if (!Number.isSafeInteger(milliseconds))
    throw new Error(`not a time in milliseconds: ${String(milliseconds)}`);
  const tag = `<local_datetime millisecond='${milliseconds}' format_type='date'></local_datetime>`;
  return mark(() => tag);
}

/** A moment in the reader's time zone and language: its time, after its day where that is said; null stays null. */
export function moment(milliseconds: unknown, dated = true): Mark | null {
  if (milliseconds === null) return null;
  if (!Number.isSafeInteger(milliseconds))
    throw new Error(`not a time in milliseconds: ${String(milliseconds)}`);
  const shown = dated ? ['date_short', 'time'] : ['time'];
  const tags = shown.map(
    (format) => `<local_datetime millisecond='${milliseconds}' format_type='${format}'></local_datetime>`,
  );
  return mark(() => tags.join(' '));
}

/** A text that leads somewhere. The address is ours or has been judged; it can not end the link. */
export function link(text: InLanguage, address: unknown): Mark {
  if (typeof address !== 'string' || !/^https:\/\/[^\s()<>[\]]+$/.test(address))
    throw new Error(`not an address: ${String(address)}`);
  return mark((language) => `[${text(language)}](${address})`);
}

/** The coloured tag of an instance's state. */
export function statusTag(status: unknown, label: (language: Language, key: string) => string): Mark {
  if (typeof status !== 'string' || !Object.hasOwn(STATUS_COLORS, status)) {
    throw new Error(`not a state of an instance: ${String(status)}`);
  }
  const color = STATUS_COLORS[status as keyof typeof STATUS_COLORS];
  return mark((language) => `<text_tag color='${color}'>${label(language, `status.${status}`)}</text_tag>`);
}

/** A whole text of the catalogue, already escaped, as part of a line. */
export const spoken = (text: InLanguage): Mark => mark(text);
