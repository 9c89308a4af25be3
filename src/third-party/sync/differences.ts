import type { ListedThirdParty } from '../../feishu/third-party-approvals.ts';
import type { ThirdPartyRecord } from '../../store/tables/third-party-instances.ts';

/** The states that Feishu's list has; others can't be compared. */
const LISTED = ['PENDING', 'APPROVED', 'REJECTED', 'CANCELED', 'DELETED', 'HIDDEN'];

/** In which respects Feishu has an instance otherwise than its system has pushed it. */
export function differences(record: ThirdPartyRecord, theirs: ListedThirdParty | undefined): string[] {
  const { whole, givenTime } = record;
  if (!theirs) return whole.status === 'DELETED' ? [] : ['Feishu does not have it'];
  const lines: string[] = [];
  if (LISTED.includes(whole.status) && theirs.status !== whole.status)
    lines.push(`Feishu has the status ${theirs.status} instead of ${whole.status}`);
  if (record.givenRevision < record.revision)
    lines.push('Feishu has not been given the copies and marks that people have added last');
  if (theirs.updateTime !== givenTime)
    lines.push(`Feishu has the update_time ${theirs.updateTime} instead of ${givenTime}`);
  return [...lines, ...taskDifferences(record, theirs)];
}

function taskDifferences({ whole }: ThirdPartyRecord, theirs: ListedThirdParty): string[] {
  const tasks = whole.task_list ?? [];
  const known = new Set(tasks.map((task) => task.task_id));
  const own = tasks.flatMap(({ task_id: id, status }) => {
    const found = theirs.tasks.find((one) => one.id === id);
    if (!found) return [`Feishu does not have the task ${id}`];
    return found.status === status
      ? []
      : [`Feishu has the task ${id} as ${found.status} instead of ${status}`];
  });
  const strange = theirs.tasks.filter(({ id }) => !known.has(id));
  return [...own, ...strange.map(({ id }) => `Feishu has a task ${id}, which the system does not have`)];
}
