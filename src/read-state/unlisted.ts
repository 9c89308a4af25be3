import { type ApprovalPort, unreadableAsNone } from '../feishu/approvals.ts';
import type { ListedCopy } from '../feishu/copies.ts';
import type { Task } from '../feishu/involvements.ts';
import type { PlatformTime } from '../feishu/platform-time.ts';
import type { KnownCopy } from '../store/tables/cc-copies.ts';
import { referredTo } from '../store/third-party-reference.ts';
import { type Notices, namesOf } from './notices.ts';

interface Deps {
  approvals: Pick<ApprovalPort, 'instance'>;
  time: Pick<PlatformTime, 'estimate'>;
}

/**
 * Unread copies that the notices of a person tell of, and neither search_cc nor an event does, in the form of a list: all
 * those of definitions that are not subscribed, if search_cc speaks of whoever copied. Notices have no time: native
 * instances tell it, and others were copied now at the latest.
 */
export async function unlisted(
  deps: Deps,
  openId: string,
  { notices, known, listed }: { notices: Notices; known: KnownCopy[]; listed: ListedCopy[] },
): Promise<{ found: ListedCopy[]; calls: number }> {
  const names = new Set(listed.flatMap(({ instance }) => namesOf(instance)));
  const told = new Set(known.filter(isTold).map((copy) => copy.instanceCode));
  const rows = new Map(notices.rows.map((row) => [row.instanceCode, row]));
  const found: ListedCopy[] = [];
  let calls = 0;
  for (const [instanceCode, row] of rows) {
    const isOurs = referredTo(instanceCode) !== undefined;
    if (!instanceCode || isOurs || told.has(instanceCode) || namesOf(row).some((name) => names.has(name)))
      continue;
    if (!row.thirdParty) calls++;
    const copy = row.thirdParty ? { ...row, at: deps.time.estimate() } : await native(deps, openId, row);
    if (copy) found.push({ createdAt: copy.at, read: false, by: '', instance: copy });
  }
  return { found, calls };
}

/** What an earlier search called read may have been copied again. */
const isTold = (copy: KnownCopy): boolean => copy.readAt === null || copy.readFrom === 'event';

async function native({ approvals, time }: Deps, openId: string, row: Task) {
  const instance = await approvals.instance(row.instanceCode).catch(unreadableAsNone);
  if (!instance) return undefined;
  const theirs = instance.ccs.filter(({ to }) => to.some((person) => person.openId === openId));
  return { ...row, ...instance, at: Math.max(...theirs.map(({ at }) => at), 0) || time.estimate() };
}
