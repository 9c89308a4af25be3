import { emitInstance, emitTask } from '../events/approval-events.ts';
import { decimalId } from '../ids.ts';
import type { Platform } from '../platform.ts';
import type { Person } from '../world/schema.ts';
import type { Instance, NativeDefinition, Task } from './model.ts';

type Node = NativeDefinition['node_list'][number];

const START = 'b078ffd28db767c502ac367053f6e0ac';
const END = 'b1a326c06d88bf042f73d70f50197905';

/** The nodes at which somebody decides, in their order. */
export function decidingNodes(definition: NativeDefinition): Node[] {
  return definition.node_list.filter(
    (node) => node.node_type !== 'CC_NODE' && node.node_id !== START && node.node_id !== END,
  );
}

/** Who decides at a node: those the initiator chose, else those the world names, else an administrator of the definition. */
export function approversOf(
  node: Node,
  definition: NativeDefinition,
  chosen: ReadonlyMap<string, readonly Person[]>,
  { directory }: Platform,
): readonly Person[] {
  if (node.need_approver) return chosen.get(node.node_id) ?? [];
  const named = node.approvers ?? definition.admins;
  const anybody = directory.people.find((person) => person.available && !person.resigned);
  return named.length > 0 ? named.map((handle) => directory.person(handle)) : anybody ? [anybody] : [];
}

/** Opens the first deciding node from `index` on that has approvers; one without passes by itself; after the last it is approved. */
export function openNode(instance: Instance, index: number, platform: Platform): void {
  const { definition } = instance;
  if (definition.kind !== 'native') return;
  const now = platform.clock.now();
  const node = decidingNodes(definition)[index];
  if (!node) {
    end(instance, 'APPROVED', platform);
    return;
  }
  const approvers = approversOf(node, definition, instance.chosen, platform);
  if (approvers.length === 0) {
    const auto = {
      type: 'AUTO_PASS',
      at: now,
      by: instance.initiator,
      task_id: undefined,
      comment: undefined,
    } as const;
    instance.timeline.push({ ...auto, copies: [] });
    openNode(instance, index + 1, platform);
    return;
  }
  const due = node.node_type === 'SEQUENTIAL' ? approvers.slice(0, 1) : approvers;
  for (const approver of due) {
    const task: Task = {
      id: decimalId(platform.ids),
      node_id: node.node_id,
      approver,
      type: node.node_type === 'CC_NODE' ? 'AND' : node.node_type,
      status: 'PENDING',
      started_at: now,
      ended_at: undefined,
    };
    instance.tasks.push(task);
    void emitTask(instance, task, platform);
  }
}

/** Ends an instance in this state; tasks that were open are done. */
export function end(instance: Instance, status: Instance['status'], platform: Platform): void {
  instance.status = status;
  instance.ended_at = platform.clock.now();
  for (const task of instance.tasks.filter((one) => one.status === 'PENDING')) {
    task.status = 'DONE';
    task.ended_at = platform.clock.now();
    void emitTask(instance, task, platform);
  }
  void emitInstance(instance, status, platform);
}

/** The initiator takes the instance back. */
export function cancelInstance(instance: Instance, platform: Platform): void {
  instance.timeline.push({
    type: 'CANCEL',
    at: platform.clock.now(),
    by: instance.initiator,
    task_id: undefined,
    comment: undefined,
    copies: [],
  });
  end(instance, 'CANCELED', platform);
}
