import type { Segment } from '../../../dispatch/segments.ts';
import { timeZoneNamed } from '../../../lib/time-zone.ts';
import { type LocalDate, readDate } from '../schedule/local-date.ts';

/** What `/digest …` asks for. */
export type DigestWords =
  | { kind: 'settings' | 'off' | 'resume' }
  /** With the word that is not understood, if there is one; as it was typed. */
  | { kind: 'unknown'; typed: string | undefined }
  /** At this time of the day and in this time zone, where they are said. */
  | { kind: 'on'; minute?: number; timezone?: string }
  | { kind: 'pause'; until: LocalDate };

const WORDS: Record<string, 'on' | 'off' | 'resume'> = {
  on: 'on',
  开: 'on',
  开启: 'on',
  オン: 'on',
  off: 'off',
  关: 'off',
  关闭: 'off',
  オフ: 'off',
  resume: 'resume',
  继续: 'resume',
  恢复: 'resume',
  再開: 'resume',
};

/** More than anything that can be asked for. */
const LONGEST = 100;
const ZONE = /^(?:utc|[a-z_]{1,30}(?:\/[a-z_+\-\d]{1,30}){1,2})$/;
const TIME = /^([01]?\d|2[0-3]):([0-5]\d)$/;
const PAUSE = /^(?:pause|暂停|休止|停止)(?:\s+until)?\s+(\S+)$/i;

/** Reads what follows `/digest`; digits and colons of either width. */
export function readDigestWords(rest: Segment[]): DigestWords {
  const text = rest
    .map((segment) => (segment.kind === 'text' ? segment.text : '\u0000'))
    .join('')
    .trim()
    .slice(0, LONGEST)
    .normalize('NFKC')
    .trim();
  if (text === '') return { kind: 'settings' };
  const word = meant(text);
  if (word) return { kind: word };
  const [, date] = PAUSE.exec(text) ?? [];
  const until = readDate(date ?? '');
  if (until) return { kind: 'pause', until };
  return date ? unknown(date) : readOn(text.split(/\s+/));
}

const meant = (typed: string) => {
  const word = typed.toLowerCase();
  return Object.hasOwn(WORDS, word) ? WORDS[word] : undefined;
};

/** A person who is mentioned stands for no word. */
const unknown = (typed: string): DigestWords => ({
  kind: 'unknown',
  typed: typed.includes('\u0000') ? undefined : typed,
});

/** `on 08:30 asia/tokyo`, or any of these alone; else the first word that is none of them or comes too late. */
function readOn(words: string[]): DigestWords {
  const taken: { minute?: number; timezone?: string } = {};
  const [first = '', ...others] = words;
  for (const word of meant(first) === 'on' ? others : words) {
    const [, hour, minute] = TIME.exec(word) ?? [];
    const zone = word.toLowerCase();
    const timezone = ZONE.test(zone) ? timeZoneNamed(zone) : undefined;
    if (hour && minute && taken.minute === undefined && taken.timezone === undefined)
      taken.minute = Number(hour) * 60 + Number(minute);
    else if (timezone !== undefined && taken.timezone === undefined) taken.timezone = timezone;
    else return unknown(word);
  }
  return { kind: 'on', ...taken };
}
