import { type ApprovalPort, unreadableAsNone } from '../feishu/approvals.ts';
import type { CopyPort, ListedCopy } from '../feishu/copies.ts';
import type { InvolvementPort } from '../feishu/involvements.ts';
import { LONGEST_PERIOD_MS, type Period } from '../feishu/listed.ts';
import type { PlatformTime } from '../feishu/platform-time.ts';
import type { Language } from '../lib/language.ts';
import type { Db, Tx } from '../store/db.ts';
import { rememberCheck } from '../store/tables/cc-checks.ts';
import {
  addFoundCopy,
  closeCopy,
  copiesOf,
  countUnread,
  dropTwins,
  type KnownCopy,
  reopenCopy,
} from '../store/tables/cc-copies.ts';
import {
  type CopiedInstance,
  isRemembered,
  nameDefinition,
  rememberCopied,
} from '../store/tables/cc-instances.ts';
import { keepDefinitionName } from '../store/tables/definition-texts.ts';
import { languageOf } from '../store/tables/person-languages.ts';
import { referredTo } from '../store/third-party-reference.ts';
import { compare, confirmed } from './compare.ts';
import { unreadNotices } from './notices.ts';
import { ourReferences } from './our-references.ts';
import { type SearchMeaning, searchMeaning } from './search-meaning.ts';
import { unlisted } from './unlisted.ts';

export interface Reconciliation {
  /** Platform calls made. */
  calls: number;
  /** Brings the read model to what was found; to be committed with what is decided from it. */
  write(tx: Tx): Promise<void>;
}

/**
 * Compares what is known of a person's unread copies with Feishu's list, which alone knows of missed events and of
 * definitions that are not subscribed. What must be shown and was never in a list is asked for by instance.
 */
export function reconciler(deps: Deps) {
  const { db, time } = deps;
  const meaning = searchMeaning();

  return async (openId: string): Promise<Reconciliation> => {
    const language = await languageOf(db, openId);
    const lists = { ...deps, ...(language !== 'zh_cn' && { language }) };
    const first = await everyPage(lists, openId);
    const known = await copiesOf(db, openId);
    const missing = compare(known, first.found, time.estimate()).close;
    const old = missing.filter((copy) => copy.createdAt < time.estimate() - LONGEST_PERIOD_MS);
    const older = await olderThanListed(lists, openId, old);
    meaning.learn(openId, known, [...first.found, ...older.found]);
    const { change, listed, calls } = await noticed(deps, meaning, openId, {
      known,
      listed: [...first.found, ...older.found],
    });
    const shown = new Map(listed.map((copy) => [copy.instance.instanceCode, copy.instance]));
    const others = await detailsOf(
      deps,
      known.filter((copy) => !change.close.includes(copy)),
      shown,
    );
    return {
      calls: first.calls + older.calls + calls + others.calls,
      async write(tx) {
        for (const copy of change.close) await closeCopy(tx, copy.id);
        for (const copy of change.reopen) await reopenCopy(tx, copy.id);
        for (const copy of change.add) await addFoundCopy(tx, openId, copy);
        if (change.add.length > 0) await dropTwins(tx, openId);
        for (const instance of [...shown.values(), ...others.details]) await remember(tx, instance);
        await rememberCheck(tx, openId, await countUnread(tx, openId));
      },
    };
  };
}

interface Deps {
  db: Db;
  copies: CopyPort;
  lists: Pick<InvolvementPort, 'pagesOf'>;
  approvals: ApprovalPort;
  time: Pick<PlatformTime, 'estimate'>;
}

/** What changes, once the notices of the person have confirmed it where that is needed, and what these tell of besides. */
async function noticed(
  deps: Omit<Deps, 'copies'>,
  meaning: SearchMeaning,
  openId: string,
  { known, listed }: { known: KnownCopy[]; listed: ListedCopy[] },
) {
  const seen = compare(known, listed, deps.time.estimate());
  if (meaning.isRecipients() && seen.add.length + seen.close.length === 0)
    return { change: seen, listed, calls: 0 };
  const notices = await unreadNotices(deps, openId);
  const besides = await unlisted(deps, openId, { notices, known, listed });
  const all = [...listed, ...besides.found];
  const change = confirmed(openId, compare(known, all, deps.time.estimate()), notices);
  return { change, listed: all, calls: notices.calls + besides.calls };
}

/** Of an instance that the bot has brought to Feishu it knows more than a list tells: all but the name of its definition. */
async function remember(tx: Tx, instance: CopiedInstance): Promise<void> {
  const { namedIn, approvalCode, approvalName } = instance;
  if (namedIn) await keepDefinitionName(tx, approvalCode, namedIn, approvalName);
  if (referredTo(instance.instanceCode) === undefined) return rememberCopied(tx, instance);
  await nameDefinition(tx, instance);
}

interface Lists {
  db: Db;
  copies: CopyPort;
  /** In which definitions are to be named; in their own when left out. */
  language?: Language | undefined;
}

/** How far back a list without dates reaches is nowhere said: what it lacks of older copies is asked for by period. */
async function olderThanListed(lists: Lists, openId: string, old: KnownCopy[]) {
  const starts = new Set(
    old.map((copy) => Math.floor(copy.createdAt / LONGEST_PERIOD_MS) * LONGEST_PERIOD_MS),
  );
  const answers = [];
  for (const from of starts)
    answers.push(await everyPage(lists, openId, { from, to: from + LONGEST_PERIOD_MS - 1 }));
  return {
    found: answers.flatMap((answer) => answer.found),
    calls: answers.reduce((sum, answer) => sum + answer.calls, 0),
  };
}

async function everyPage({ db, copies, language }: Lists, openId: string, period?: Period) {
  const found: ListedCopy[] = [];
  let calls = 0;
  for (let pageToken: string | undefined, more = true; more; more = pageToken !== undefined) {
    const page = await copies.unread(openId, {
      ...(period ? { period } : {}),
      ...(pageToken ? { pageToken } : {}),
      language,
    });
    calls++;
    found.push(...page.copies);
    pageToken = page.next;
  }
  const reference = await ourReferences(
    db,
    found.map(({ instance }) => instance),
  );
  return { found: found.map((copy) => renamed(copy, reference(copy.instance), language)), calls };
}

const renamed = (
  { instance, ...copy }: ListedCopy,
  instanceCode = instance.instanceCode,
  namedIn?: Language,
): ListedCopy => ({ ...copy, instance: { ...instance, instanceCode, ...(namedIn && { namedIn }) } });

/** Details of unread instances that no list has shown yet, because it lags behind the events. */
async function detailsOf(
  { db, approvals }: { db: Db; approvals: ApprovalPort },
  known: KnownCopy[],
  listed: ReadonlyMap<string, unknown>,
) {
  const details: CopiedInstance[] = [];
  const codes = new Set(known.filter((copy) => copy.readAt === null).map((copy) => copy.instanceCode));
  let calls = 0;
  for (const code of codes) {
    if (listed.has(code) || (await isRemembered(db, code))) continue;
    calls++;
    const instance = await approvals.instance(code).catch(unreadableAsNone);
    if (instance) details.push({ ...instance, title: '', pcLink: '', mobileLink: '' });
  }
  return { details, calls };
}

export type Reconcile = ReturnType<typeof reconciler>;
