import { type ListedInstance, latestPeriod } from '../../feishu/listed.ts';
import { type Choice, described, ofThisBot } from './choice.ts';
import type { CcParts } from './parts.ts';

export interface Recent {
  found: Choice[];
  /** Why the list may be incomplete. */
  failure: unknown;
}

/**
 * The instances a person takes part in and could copy. A list that can't be had is left out and its failure returned
 * beside the others; when none can be had, the failure is thrown.
 */
export function recentInstances(parts: Pick<CcParts, 'db' | 'lists' | 'clock' | 'log'>) {
  const { db, lists, clock, log } = parts;
  return async (openId: string): Promise<Recent> => {
    const period = latestPeriod(clock.now());
    const answers = await Promise.allSettled([
      lists.initiatedBy(openId, period),
      lists.copiedTo(openId, period),
      lists.tasksOf(openId, 'todo'),
      lists.tasksOf(openId, 'done'),
    ]);
    const failures = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason] : []));
    if (failures.length === answers.length) throw failures[0];
    for (const err of failures) log.warn({ err }, 'one of the lists for the picker is missing');
    const rows = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
    const found = merge(await ofThisBot(db, rows));
    return { found: await Promise.all(found.map((one) => described(db, one))), failure: failures[0] };
  };
}

/** How many tasks, which come without a date, go before what has one: they wait for this person now. */
const TASKS_FIRST = 4;

/** One entry an instance, with what each list knows of it: task lists know the number in links, the others the serial number. */
export function merge(found: ListedInstance[]): ListedInstance[] {
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
  return [...waiting, ...dated, ...tasks.filter((one) => !waiting.includes(one))];
}
