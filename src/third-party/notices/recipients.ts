import { DAY_MS } from '../../lib/clock.ts';
import type { Audience } from '../../lib/third-party-systems.ts';
import type { Notice } from '../../store/tables/third-party-notices.ts';
import type { ThirdPartyState } from '../instance/state.ts';
import { faceOf } from './content-key.ts';

/** What was longer ago when it was pushed is history that a system brings in, and no news. */
const NEWS_MS = 3 * DAY_MS;

const ENDS: readonly string[] = ['APPROVED', 'REJECTED', 'CANCELED', 'TERMINATED'];

type Wanted = Pick<Notice, 'kind' | 'entityId' | 'openId'>;

/** Who is to know of what in an instance as it is now, whether they were told or not. */
export function wantedNotices(state: ThirdPartyState, audience: readonly Audience[]): Wanted[] {
  return [
    ...(audience.includes('approver') ? approvers(state) : []),
    ...copied(state, audience.includes('cc')),
    ...(audience.includes('initiator') ? initiator(state) : []),
  ];
}

function approvers(state: ThirdPartyState): Wanted[] {
  const { record, openIdOf } = state;
  return (record.whole.task_list ?? []).flatMap((task) => {
    const openId = openIdOf(task);
    if (!openId) return [];
    const wanted: Wanted = { kind: 'approver', entityId: task.task_id, openId };
    return faceOf(wanted, state)?.heading === 'external.task.PENDING' ? wanted : [];
  });
}

/** Copies that people have added are told of whatever the settings say of the system: it does not know of them. */
function copied({ record, copies }: ThirdPartyState, withTheSystems: boolean): Wanted[] {
  if (record.whole.status === 'DELETED') return [];
  return copies.flatMap(({ ccId, openId, read, addedBy, createdAt }) => {
    const told = addedBy !== undefined || (withTheSystems && isNews(createdAt, record.acceptedAt));
    return openId && !read && told ? { kind: 'cc' as const, entityId: ccId, openId } : [];
  });
}

function initiator({ record: { whole, acceptedAt }, openIdOf }: ThirdPartyState): Wanted[] {
  const openId = openIdOf(whole);
  const endedAt = Number(whole.end_time) || Number(whole.update_time);
  if (!openId || !ENDS.includes(whole.status) || !isNews(endedAt, acceptedAt)) return [];
  return [{ kind: 'initiator', entityId: whole.status, openId }];
}

const isNews = (at: number, acceptedAt: number) => at > acceptedAt - NEWS_MS;
