import { type ListedInstance, latestPeriod } from '../../feishu/listed.ts';
import { type Choice, described, ofThisBot } from './choice.ts';
import type { CcDeps } from './deps.ts';

export interface Recent {
  found: Choice[];
  /** Why the list may be incomplete. */
  failure: unknown;
}

/**
 * The instances a person takes part in and could copy. A list that can't be had is left out and its failure returned
 * beside the others; when none can be had, the failure is thrown.
 */
export function recentInstances(deps: Pick<CcDeps, 'db' | 'lists' | 'time' | 'log'>) {
  const { db, lists, time, log } = deps;
  return async (openId: string): Promise<Recent> => {
    const period = latestPeriod(time.estimate());
    const answers = await Promise.allSettled([
      lists.initiatedBy(openId, period),
      lists.copiedTo(openId, period),
      lists.tasksOf(openId, 'todo'),
      lists.tasksOf(openId, 'done'),
      lists.tasksOf(openId, 'unread'),
      lists.tasksOf(openId, 'read'),
    ]);
    const failures = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason] : []));
    if (failures.length === answers.length) throw failures[0];
    for (const err of failures) log.warn({ err }, 'one of the lists for the picker is missing');
    const [mine, copied, todo, done, ...notices] = await Promise.all(
      answers.map((answer) => ofThisBot(db, answer.status === 'fulfilled' ? answer.value : [])),
    );
    const rows = [mine, copied, todo, done].flatMap((list) => list ?? []);
    const found = merge(rows, unlistedCopies(copied ?? [], notices.flat()));
    const own = new Set([mine, todo, done].flatMap((list) => list ?? []).map((one) => one.instanceCode));
    const choices = found.map((one) => described(db, one, own.has(one.instanceCode)));
    return { found: await Promise.all(choices), failure: failures[0] };
  };
}

/**
 * What was copied to a person, out of their notices, unless search_cc lists it as well: its page does not say whose copies
 * it lists.
 */
function unlistedCopies(copied: ListedInstance[], notices: ListedInstance[]): ListedInstance[] {
  const noticed = new Set(notices.map((one) => one.instanceCode));
  return copied.some((one) => noticed.has(one.instanceCode)) ? [] : notices;
}

/** How many tasks, which come without a date, go before what has one: they wait for this person now. */
const TASKS_FIRST = 4;
/** How many copies, which come without a date then, go before the others. */
const COPIES_FIRST = 3;

/** One entry an instance, with what each list knows of it: task lists know the number in links, the others the serial number. */
export function merge(found: ListedInstance[], copies: ListedInstance[] = []): ListedInstance[] {
  const byCode = new Map<string, ListedInstance>();
  for (const one of found) {
    const known = byCode.get(one.instanceCode);
    byCode.set(one.instanceCode, {
      ...one,
      approvalName: known?.approvalName || one.approvalName,
      serialNumber: known?.serialNumber || one.serialNumber,
      instanceId: known?.instanceId || one.instanceId,
      startedAt: known?.startedAt || one.startedAt,
      status: known?.status ?? one.status,
    });
  }
  const alive = [...byCode.values()].filter((one) => one.status !== 'DELETED');
  const dated = alive.filter((one) => one.startedAt > 0).sort((a, b) => b.startedAt - a.startedAt);
  const tasks = alive.filter((one) => one.startedAt === 0);
  const waiting = tasks.filter((one) => one.status === 'PENDING').slice(0, TASKS_FIRST);
  const others = new Map(
    copies.flatMap((one) =>
      byCode.has(one.instanceCode) || one.status === 'DELETED' ? [] : [[one.instanceCode, one]],
    ),
  );
  const copied = [...others.values()];
  return [
    ...waiting,
    ...copied.slice(0, COPIES_FIRST),
    ...dated,
    ...tasks.filter((one) => !waiting.includes(one)),
    ...copied.slice(COPIES_FIRST),
  ];
}
