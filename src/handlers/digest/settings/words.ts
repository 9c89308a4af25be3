import type { Segment } from '../../../dispatch/segments.ts';
import { timeZoneNamed } from '../../../lib/time-zone.ts';
import { type LocalDate, readDate } from '../schedule/local-date.ts';

/** What `/digest …` asks for. */
export type DigestWords =
  | { kind: 'settings' | 'off' | 'resume' | 'unknown' }
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
const PAUSE = /^(?:pause|暂停|休止|停止)(?:\s+until)?\s+(\S+)$/;

/** Reads what follows `/digest`; digits and colons of either width. */
export function readDigestWords(rest: Segment[]): DigestWords {
  const text = rest
    .map((segment) => (segment.kind === 'text' ? segment.text : '\u0000'))
    .join('')
    .trim()
    .slice(0, LONGEST)
    .normalize('NFKC')
    .trim()
    .toLowerCase();
  if (text === '') return { kind: 'settings' };
  const word = Object.hasOwn(WORDS, text) ? WORDS[text] : undefined;
  if (word) return { kind: word };
  const on = readOn(text.split(/\s+/));
  if (on) return on;
  const until = readDate(PAUSE.exec(text)?.[1] ?? '');
  return until ? { kind: 'pause', until } : { kind: 'unknown' };
}

/** `on 08:30 asia/tokyo`, or any of these alone. */
function readOn(words: string[]): DigestWords | undefined {
  const taken: { minute?: number; timezone?: string } = {};
  const [first = '', ...others] = words;
  for (const word of Object.hasOwn(WORDS, first) && WORDS[first] === 'on' ? others : words) {
    const [, hour, minute] = TIME.exec(word) ?? [];
    const timezone = ZONE.test(word) ? timeZoneNamed(word) : undefined;
    if (hour && minute && taken.minute === undefined && taken.timezone === undefined)
      taken.minute = Number(hour) * 60 + Number(minute);
    else if (timezone !== undefined && taken.timezone === undefined) taken.timezone = timezone;
    else return undefined;
  }
  return { kind: 'on', ...taken };
}
