import { type Finding, isIll } from './finding.ts';
import type { Mended } from './mend.ts';

const SIGN = { ok: '✓', fails: '✗', unknown: '?' } as const;

/** A finding as an operator reads it; what is well takes one line. */
function lines({ about, state, required, says, breaks, mend, link }: Finding): string[] {
  const head = `${SIGN[state]} ${about}: ${says}`;
  if (state === 'ok') return [head];
  const more = [
    state === 'fails' && breaks && `without it: ${breaks}`,
    mend && `mend: ${mend}`,
    link && `see: ${link}`,
    state === 'fails' && !required && 'the bot works without it',
  ];
  return [head, ...more.flatMap((line) => (line ? [`    ${line}`] : []))];
}

interface Summary {
  ok: number;
  fails: number;
  unknown: number;
  ill: boolean;
}

export function summary(findings: Finding[]): Summary {
  const count = (state: Finding['state']) => findings.filter((one) => one.state === state).length;
  return { ok: count('ok'), fails: count('fails'), unknown: count('unknown'), ill: isIll(findings) };
}

/** Everything, what needs doing last; above the verdict. */
export function report(mended: Mended[], findings: Finding[]): string[] {
  const place = ({ state, required }: Finding) =>
    state === 'fails' ? (required ? 3 : 2) : state === 'ok' ? 0 : 1;
  const sorted = findings.toSorted((a, b) => place(a) - place(b));
  return [
    ...mended.map(({ what, done, says }) => `${done ? 'mended' : 'not mended'} ${what}: ${says}`),
    ...sorted.flatMap(lines),
    verdict(findings),
  ];
}

/** The last line. */
function verdict(findings: Finding[]): string {
  const { ok, fails, unknown, ill } = summary(findings);
  const required = findings.filter((one) => one.state === 'fails' && one.required).length;
  const counts = `${ok} ✓, ${fails} ✗, ${unknown} can't be known`;
  return ill ? `${counts}: ${required} of them are required for the bot to work.` : `${counts}.`;
}
