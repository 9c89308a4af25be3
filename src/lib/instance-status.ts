/** `REVERTED`: withdrawn after it was approved. `UNKNOWN`: a state that no page names. */
export type InstanceStatus =
  | 'PENDING'
  | 'APPROVED'
  | 'REJECTED'
  | 'CANCELED'
  | 'DELETED'
  | 'REVERTED'
  | 'TERMINATED'
  | 'UNKNOWN';

/**
 * Every documented state, in the words of the instance itself, of lists, of events and, by number, of lists of tasks.
 * https://open.feishu.cn/document/server-docs/approval-v4/instance/get, …/approval-search/query-2, …/task/query,
 * …/event/common-event/approval-instance-event
 */
const states: Record<string, InstanceStatus> = {
  PENDING: 'PENDING',
  APPROVED: 'APPROVED',
  REJECTED: 'REJECTED',
  REJECT: 'REJECTED',
  CANCELED: 'CANCELED',
  RECALL: 'CANCELED',
  DELETED: 'DELETED',
  REVERTED: 'REVERTED',
  OVERTIME_CLOSE: 'TERMINATED',
  OVERTIME_RECOVER: 'PENDING',
  '1': 'PENDING',
  '2': 'APPROVED',
  '3': 'REJECTED',
  '4': 'CANCELED',
  '5': 'DELETED',
};

/** The state under any of its names; an instance that was reverted may still be called approved. */
export function instanceStatus(name: string, reverted = false): InstanceStatus {
  const status = new Map(Object.entries(states)).get(name.toUpperCase()) ?? 'UNKNOWN';
  return reverted && status === 'APPROVED' ? 'REVERTED' : status;
}
