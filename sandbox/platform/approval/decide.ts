import type { Platform } from '../platform.ts';
import type { Person } from '../world/schema.ts';
import type { Instance, Task } from './model.ts';
import { close, end, proceed } from './transitions.ts';

export type Decision = 'approve' | 'reject' | 'withdraw';

function openTask(instance: Instance, by: Person): Task {
  const task = instance.tasks.find(({ approver, status }) => approver === by && status === 'PENDING');
  if (task) return task;
  throw new Error(`${by.name} has nothing to decide in ${instance.serial_number}`);
}

/** One approval of an OR node settles the node; else all who have a task must approve before the next one is asked. */
function passed(instance: Instance, task: Task, platform: Platform): void {
  close(task, 'APPROVED', instance, platform);
  const waiting = instance.tasks.filter(
    ({ status, node_id }) => status === 'PENDING' && node_id === task.node_id,
  );
  if (task.type === 'OR') for (const other of waiting) close(other, 'DONE', instance, platform);
  if (instance.tasks.some(({ status }) => status === 'PENDING')) return;
  proceed(instance, platform);
}

const TIMELINE = { approve: 'PASS', reject: 'REJECT', withdraw: 'CANCEL' } as const;

/**
 * A person approves or rejects what waits for them, or takes back what they have asked for; the events say so.
 * A handwritten signature that a node may ask for is not drawn here.
 * @throws when it is not theirs to decide, or is decided already
 */
export function decide(
  instance: Instance,
  by: Person,
  decision: Decision,
  comment: string | undefined,
  platform: Platform,
): void {
  if (instance.status !== 'PENDING') throw new Error(`${instance.serial_number} is decided already`);
  if (decision === 'withdraw' && instance.initiator !== by)
    throw new Error(`only ${instance.initiator.name} can withdraw ${instance.serial_number}`);
  const task = decision === 'withdraw' ? undefined : openTask(instance, by);
  instance.timeline.push({
    type: TIMELINE[decision],
    at: platform.clock.now(),
    by,
    task_id: task?.id,
    comment,
    copies: [],
  });
  if (task && decision === 'approve') passed(instance, task, platform);
  else {
    if (task) close(task, 'REJECTED', instance, platform);
    end(instance, task ? 'REJECTED' : 'CANCELED', platform);
  }
  platform.changes.tell({ kind: 'approvals' });
}
