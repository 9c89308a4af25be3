import { emitInstance, emitTask } from '../events/approval-events.ts';
import { decimalId } from '../ids.ts';
import type { Platform } from '../platform.ts';
import type { Person } from '../world/schema.ts';
import type { Instance, InstanceStatus, Step, Task } from './model.ts';

/** Opens the next step of an instance; one without approvers passes by itself; after the last it is approved. */
export function proceed(instance: Instance, platform: Platform): void {
  const step = instance.later.shift();
  if (!step) {
    end(instance, 'APPROVED', platform);
    return;
  }
  for (const approver of step.approvers) open(instance, step, approver, platform);
  if (step.approvers.length > 0) return;
  const { initiator: by, timeline } = instance;
  const at = platform.clock.now();
  timeline.push({ type: 'AUTO_PASS', at, by, task_id: undefined, comment: undefined, copies: [] });
  proceed(instance, platform);
}

function open(instance: Instance, step: Step, approver: Person, platform: Platform): void {
  const task: Task = {
    id: decimalId(platform.ids),
    node_id: step.node_id,
    approver,
    type: step.type,
    status: 'PENDING',
    started_at: platform.clock.now(),
    ended_at: undefined,
  };
  instance.tasks.push(task);
  void emitTask(instance, task, platform);
}

export function close(task: Task, status: Task['status'], instance: Instance, platform: Platform): void {
  task.status = status;
  task.ended_at = platform.clock.now();
  void emitTask(instance, task, platform);
}

/** Ends an instance in this state; tasks that were open are done. */
export function end(instance: Instance, status: InstanceStatus, platform: Platform): void {
  instance.status = status;
  instance.ended_at = platform.clock.now();
  for (const task of instance.tasks.filter((one) => one.status === 'PENDING'))
    close(task, 'DONE', instance, platform);
  void emitInstance(instance, platform);
}
