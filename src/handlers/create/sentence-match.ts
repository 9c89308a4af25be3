import { anyReads, type Words } from '../../lib/words.ts';
import { matching, plain } from './match.ts';

/** What names of definitions have in common says nothing about which one is meant. */
const COMMON = /申请|申請|审批|審批|流程|表单|单据|承認|稟議|旧版/gu;
const COMMON_ENGLISH = new Set(['request', 'application', 'approval', 'form', 'for', 'the', 'and']);
const FEWEST_LETTERS = 3;
/** 请假 is also meant by 请个假 and 请两天假. */
const MOST_BETWEEN = 2;

/** Those that a sentence may be about, the likeliest first; none for a sentence that is about none. */
export function meant<T extends { name: Words }>(offered: T[], sentence: string): T[] {
  if (plain(sentence).length < 2) return [];
  const whole = matching(offered, sentence);
  if (whole.length > 0) return whole;
  const weighed = offered.map((one) => ({ one, weight: weightOf(one.name, sentence) }));
  return weighed
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ one }) => one);
}

function weightOf(name: Words, sentence: string): number {
  let most = 0;
  anyReads(name, (text) => {
    most = Math.max(most, pairsIn(text, plain(sentence)) + lettersIn(text, sentence));
    return false;
  });
  return most;
}

/** How many pairs of neighbouring characters of the name the sentence has in their order, hardly apart. */
function pairsIn(name: string, sentence: string): number {
  const runs =
    plain(name)
      .replace(COMMON, ' ')
      .match(/[\p{Script=Han}\p{Script=Katakana}ー]+/gu) ?? [];
  const said = [...sentence];
  const isSaid = (first: string, second: string) =>
    said.some((one, at) => one === first && said.slice(at + 1, at + 2 + MOST_BETWEEN).includes(second));
  return runs
    .map((run) => [...run])
    .flatMap((run) => run.slice(1).filter((second, at) => isSaid(run[at] ?? '', second))).length;
}

/** How many words of the name, in letters, are words of the sentence. */
function lettersIn(name: string, sentence: string): number {
  const wordsOf = (text: string) =>
    new Set(
      text
        .normalize('NFKC')
        .toLowerCase()
        .match(/\p{Script=Latin}+/gu) ?? [],
    );
  const said = wordsOf(sentence);
  return [...wordsOf(name)].filter(
    (word) => word.length >= FEWEST_LETTERS && !COMMON_ENGLISH.has(word) && said.has(word),
  ).length;
}
