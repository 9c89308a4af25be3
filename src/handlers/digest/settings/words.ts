import type { Part } from '../../../dispatch/parts.ts';
import { type LocalDate, readDate } from '../schedule/local-date.ts';

/** What `/digest …` asks for. */
export type DigestWords =
  | { kind: 'settings' | 'on' | 'off' | 'resume' | 'unknown' }
  | { kind: 'time'; minute: number }
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
const TIME = /^([01]?\d|2[0-3]):([0-5]\d)$/;
const PAUSE = /^(?:pause|暂停|休止|停止)(?:\s+until)?\s+(\S+)$/;

/** Reads what follows `/digest`; digits and colons of either width. */
export function readDigestWords(rest: Part[]): DigestWords {
  const text = rest
    .map((part) => (part.kind === 'text' ? part.text : '\u0000'))
    .join('')
    .trim()
    .slice(0, LONGEST)
    .normalize('NFKC')
    .trim()
    .toLowerCase();
  if (text === '') return { kind: 'settings' };
  const word = Object.hasOwn(WORDS, text) ? WORDS[text] : undefined;
  if (word) return { kind: word };
  const [, hour, minute] = TIME.exec(text) ?? [];
  if (hour && minute) return { kind: 'time', minute: Number(hour) * 60 + Number(minute) };
  const until = readDate(PAUSE.exec(text)?.[1] ?? '');
  return until ? { kind: 'pause', until } : { kind: 'unknown' };
}
