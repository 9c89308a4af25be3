import type { ApprovalStatusView, HistoryStep } from '../../../cards/views.ts';
import type { ApprovalInstance } from '../../../feishu/approval-instance.ts';
import type { HistoryEntry } from '../../../feishu/history.ts';
import { HOUR_MS } from '../../../lib/clock.ts';
import { isOpenId } from '../../../lib/ids.ts';
import type { Extent } from '../../../store/tables/followed-instances.ts';

/** The latest steps that a card shows. */
const MOST_STEPS = 8;
/** After so long a time of the day may be another day's: it is said which. */
const SAME_DAY_MS = 12 * HOUR_MS;

/**
 * How an instance came to where it stands: who decided what and when, and whom it waits for since when. A group reads why it was
 * rejected, and no other remark.
 */
export function wayOf(
  instance: ApprovalInstance | undefined,
  extent: Extent,
): Pick<ApprovalStatusView, 'history' | 'earlier' | 'waiting'> {
  if (!instance) return { history: [], earlier: 0, waiting: [] };
  const { history, startedAt, status, waiting } = instance;
  const steps = history.map((entry, n) => stepOf(entry, history[n - 1]?.at ?? startedAt, extent));
  const shown = steps.slice(-MOST_STEPS);
  return {
    history: shown,
    earlier: steps.length - shown.length,
    waiting: status === 'PENDING' ? groupsOf(waiting) : [],
  };
}

const stepOf = (entry: HistoryEntry, before: number, extent: Extent): HistoryStep => ({
  kind: entry.kind,
  by: isOpenId(entry.by) ? entry.by : null,
  to: entry.to.filter(isOpenId),
  at: entry.at,
  dated: entry.at - before > SAME_DAY_MS,
  comment: (extent === 'full' || entry.kind === 'REJECT') && entry.comment ? entry.comment : null,
});

/** Those whose turn came at the same time stand together. */
function groupsOf(waiting: ApprovalInstance['waiting']): ApprovalStatusView['waiting'] {
  const groups = new Map<number, Set<string>>();
  for (const { openId, since } of waiting)
    groups.set(since, (groups.get(since) ?? new Set<string>()).add(openId));
  return [...groups].map(([since, people]) => ({ people: [...people], since: since || null }));
}
