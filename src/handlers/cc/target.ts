import type { PlainNotice } from '../../cards/keys.ts';
import { unreadableAsNone } from '../../feishu/approvals.ts';
import { instancesOfSerial } from '../../store/tables/seen-instances.ts';
import type { InstanceWords } from './arguments.ts';
import { type Choice, choiceOf } from './choice.ts';
import type { CcDeps } from './deps.ts';
import { codeOf } from './linked.ts';
import { type Named, namedThirdParty } from './named-third-party.ts';
import { mayCopy } from './read-instance.ts';
import type { Recent } from './recent.ts';
import type { Numeral } from './words/numerals.ts';
import { namesOf, type Written } from './words/written.ts';

export type Target =
  | { kind: 'instance'; instanceCode: string; comment: string }
  /** With what is said beside it, if anything. */
  | { kind: 'choose'; from: Choice[]; comment: string; told?: PlainNotice }
  /** Something was named that is nothing of theirs, or more than one thing, as this sentence says. */
  | { kind: 'none'; key: PlainNotice };

type NumberDeps = Pick<CcDeps, 'db' | 'approvals' | 'admins'>;
export type WordDeps = NumberDeps & Pick<CcDeps, 'directory' | 'lists' | 'log'>;

/** Looks for what words mean to this person: a code, a link, a number or another system's name; undefined when it is nothing. */
export function targetOfWords(deps: WordDeps) {
  /** What one of those means that are written; a link of another system may name its instance like one of Feishu's. */
  async function meaning(one: Written, comment: string, sender: string) {
    const named = await namedThirdParty(deps, namesOf(one, comment), sender);
    if (named) return { codes: named.from.map(({ instanceCode }) => instanceCode), thirdParty: named.from };
    const code = await codeOf(deps, one, sender);
    return { codes: code === undefined ? [] : [code], thirdParty: [] };
  }

  async function byWritten({ written, comment }: InstanceWords, sender: string): Promise<Target | undefined> {
    const found: Awaited<ReturnType<typeof meaning>>[] = [];
    for (const one of written) found.push(await meaning(one, comment, sender));
    const codes = new Map(found.flatMap((one) => one.codes).map((code) => [code.toUpperCase(), code]));
    const [instanceCode] = codes.values();
    if (instanceCode === undefined) return undefined;
    if (codes.size === 1) return { kind: 'instance', instanceCode, comment };
    if (written.length > 1) return { kind: 'none', key: 'cc.two_instances' };
    return { kind: 'choose', from: found.flatMap(({ thirdParty }) => thirdParty), comment };
  }

  return async (
    words: InstanceWords,
    sender: string,
    lists: () => Promise<Recent>,
  ): Promise<Target | undefined> => {
    const written = await byWritten(words, sender);
    if (written) return written;
    const thirdParty = await namedThirdParty(deps, words.names, sender);
    return oneOf(...(await numbered(deps, words.numbers, sender, lists)), thirdParty);
  };
}

/** The one instance that is meant by a number here and a name there; several are offered. */
function oneOf(...found: (Named | undefined)[]): Target | undefined {
  const named = found.filter((one) => one !== undefined);
  const byCode = new Map(named.flatMap(({ from }) => from).map((one) => [one.instanceCode, one]));
  const [only] = byCode.values();
  const [first] = named;
  if (!only || !first) return undefined;
  const { comment } = first;
  if (byCode.size > 1) return { kind: 'choose', from: [...byCode.values()], comment };
  return { kind: 'instance', instanceCode: only.instanceCode, comment };
}

/** What each number means. When none of them is found in lists that are incomplete, their failure is thrown. */
async function numbered(
  deps: NumberDeps,
  numbers: Pick<Numeral, 'number' | 'comment'>[],
  openId: string,
  lists: () => Promise<Recent>,
): Promise<Named[]> {
  const named: Named[] = [];
  for (const { number, comment } of numbers) {
    const from = await byNumber(deps, number, openId, lists);
    if (from.length > 0) named.push({ from, comment });
  }
  const { failure } = numbers.length > 0 && named.length === 0 ? await lists() : {};
  if (failure !== undefined) throw failure;
  return named;
}

/**
 * Definitions number alike, so the sender's own lists come first; only then what the bot has seen elsewhere, as far as
 * the sender may copy it.
 */
async function byNumber(deps: NumberDeps, number: string, openId: string, lists: () => Promise<Recent>) {
  const { found } = await lists();
  const own = found.filter((one) => one.serialNumber === number || one.instanceId === number);
  return own.length > 0 ? own : seenByOthers(deps, number, openId);
}

async function seenByOthers({ db, approvals, admins }: NumberDeps, number: string, openId: string) {
  const usable: Choice[] = [];
  for (const code of await instancesOfSerial(db, number)) {
    const instance = await approvals.instance(code).catch(unreadableAsNone);
    if (instance && mayCopy(openId, instance, admins)) usable.push(choiceOf(instance));
  }
  return usable;
}
