import type { ThirdPartyHeading } from '../../cards/keys/third-party.ts';
import type { Notice } from '../../store/tables/third-party-notices.ts';
import { shownStatus, type ThirdPartyState } from '../instance/state.ts';

/** What a card says first, and the state that it shows: as far as it can change. */
export interface Face {
  heading: ThirdPartyHeading;
  status: string;
}

export const written = ({ heading, status }: Face): string => `${heading} ${status}`;

/** What a notice is to say now; undefined where what it is about is gone and it stays as it is. */
export function faceOf(
  { kind, entityId, openId }: Pick<Notice, 'kind' | 'entityId' | 'openId'>,
  state: ThirdPartyState,
): Face | undefined {
  const status = shownStatus(state.record) ?? '';
  if (kind === 'initiator')
    return { heading: `external.end.${entityId}` as ThirdPartyHeading, status: entityId };
  if (kind === 'approver') return { heading: `external.task.${taskState(entityId, openId, state)}`, status };
  const copy = state.copies.find((one) => one.ccId === entityId && one.openId === openId);
  return copy && { heading: copy.read ? 'external.read' : 'external.copied', status };
}

/** Whether the person is still asked; a task that is gone, or has become another person's, asks nobody. */
function taskState(taskId: string, openId: string, { record: { whole }, openIdOf }: ThirdPartyState) {
  const task = (whole.task_list ?? []).find((one) => one.task_id === taskId);
  if (!task || openIdOf(task) !== openId) return 'DONE';
  if (task.status !== 'PENDING') return task.status;
  return ['PENDING', 'HIDDEN'].includes(whole.status) ? 'PENDING' : 'DONE';
}
