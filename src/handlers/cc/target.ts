import type { NoticeKey } from '../../cards/keys.ts';
import type { IncomingMessage } from '../../dispatch/feature.ts';
import { FeishuRefusal, mayPass } from '../../feishu/gateway/errors.ts';
import { once } from '../../once.ts';
import { cardIsAbout } from '../../store/tables/card-messages.ts';
import { instancesOfSerial } from '../../store/tables/seen-instances.ts';
import { mayCopy } from './access.ts';
import type { InstanceWords } from './arguments.ts';
import { type Choice, choiceOf } from './choice.ts';
import { codeOf } from './linked.ts';
import { type Named, namedExternal } from './named-external.ts';
import type { CcParts } from './parts.ts';
import type { Recent } from './recent.ts';
import type { Numeral } from './words/numerals.ts';
import { namesOf, type Written } from './words/written.ts';

export type Target =
  | { kind: 'instance'; instanceCode: string; comment: string }
  | { kind: 'choose'; from: Choice[]; comment: string }
  /** Something was named that is nothing of theirs, or more than one thing, as this sentence says. */
  | { kind: 'none'; key: NoticeKey };

interface TargetParts extends Pick<CcParts, 'db' | 'approvals' | 'directory' | 'admins' | 'lists' | 'log'> {
  recent(openId: string): Promise<Recent>;
}

/** Which instance is meant: the one named, else the one of the card replied to, else the sender chooses. */
export function findTarget(parts: TargetParts) {
  const { db, recent } = parts;

  async function repliedTo(message: IncomingMessage): Promise<string | undefined> {
    for (const id of [message.parentId, message.rootId]) {
      const instance = id && (await cardIsAbout(db, id));
      if (instance) return instance;
    }
    return undefined;
  }

  /** By the first number that means an instance. */
  async function numbered(numbers: Numbered[], openId: string, lists: () => Promise<Recent>) {
    for (const { number, comment } of numbers) {
      const from = await byNumber(parts, number, openId, lists);
      if (from.length > 0) return { from, comment };
    }
    return undefined;
  }

  /** What one of those means that are written; a link of another system may name its instance like one of Feishu's. */
  async function meaning(one: Written, comment: string, sender: string) {
    const named = await namedExternal(parts, namesOf(one, comment), sender);
    if (named) return { codes: named.from.map(({ instanceCode }) => instanceCode), foreign: named.from };
    const code = await codeOf(parts, one, sender);
    return { codes: code === undefined ? [] : [code], foreign: [] };
  }

  async function byWritten({ written, comment }: InstanceWords, sender: string): Promise<Target | undefined> {
    const found: Awaited<ReturnType<typeof meaning>>[] = [];
    for (const one of written) found.push(await meaning(one, comment, sender));
    const codes = new Map(found.flatMap((one) => one.codes).map((code) => [code.toUpperCase(), code]));
    const [instanceCode] = codes.values();
    if (instanceCode === undefined) return undefined;
    if (codes.size === 1) return { kind: 'instance', instanceCode, comment };
    if (written.length > 1) return { kind: 'none', key: 'cc.two_instances' };
    return { kind: 'choose', from: found.flatMap(({ foreign }) => foreign), comment };
  }

  /** By a code, a link, a number or another system's name; undefined when nothing of that is there. */
  async function byWords(args: InstanceWords, sender: string, lists: () => Promise<Recent>) {
    const written = await byWritten(args, sender);
    if (written) return written;
    const foreign = await namedExternal(parts, args.names, sender);
    return oneOf(await numbered(args.numbers, sender, lists), foreign);
  }

  return async (args: InstanceWords, message: IncomingMessage): Promise<Target> => {
    const lists = once(() => recent(message.sender));
    const named = await byWords(args, message.sender, lists);
    if (named) return named;
    const replied = args.written.length > 0 ? undefined : await repliedTo(message);
    if (replied) return { kind: 'instance', instanceCode: replied, comment: args.comment };
    const key = unfound(args);
    return key
      ? { kind: 'none', key }
      : { kind: 'choose', from: (await lists()).found, comment: args.comment };
  };
}

/** What is said of words that were meant to name an instance and name none; undefined when they hardly were. */
function unfound({ written, numbers, names, strangeLink }: InstanceWords): NoticeKey | undefined {
  const leads = numbers[0]?.leads || names.some((one) => one.leads);
  if (written.length > 0 && !leads && written.every(({ kind }) => kind === 'short link'))
    return 'cc.short_link';
  if (strangeLink === 'meant') return 'cc.link_unknown';
  return written.length > 0 || leads ? 'cc.not_found' : undefined;
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

type Numbered = Pick<Numeral, 'number' | 'comment'>;

/**
 * Definitions number alike, so the sender's own lists come first; only then what the bot has seen elsewhere, as far as
 * the sender may copy it. When nothing is found in lists that are incomplete, their failure is thrown.
 */
async function byNumber(parts: TargetParts, number: string, openId: string, lists: () => Promise<Recent>) {
  const { found, failure } = await lists();
  const own = found.filter((one) => one.serialNumber === number || one.instanceId === number);
  if (own.length > 0) return own;
  const seen = await seenByOthers(parts, number, openId);
  if (seen.length === 0 && failure !== undefined) throw failure;
  return seen;
}

async function seenByOthers({ db, approvals, admins }: TargetParts, number: string, openId: string) {
  const usable: Choice[] = [];
  for (const code of await instancesOfSerial(db, number)) {
    const instance = await approvals.instance(code).catch((error) => {
      if (error instanceof FeishuRefusal && !mayPass(error)) return undefined;
      throw error;
    });
    if (instance && mayCopy(openId, instance, admins)) usable.push(choiceOf(instance));
  }
  return usable;
}
