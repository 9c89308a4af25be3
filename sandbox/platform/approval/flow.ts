import type { Platform } from '../platform.ts';
import type { Person } from '../world/schema.ts';
import type { NativeDefinition, Step } from './model.ts';

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

/** All that a new instance has before it; at a node that asks one after the other, each is a step. */
export function stepsOf(
  definition: NativeDefinition,
  chosen: ReadonlyMap<string, readonly Person[]>,
  platform: Platform,
): Step[] {
  return decidingNodes(definition).flatMap((node): Step[] => {
    const { node_id, node_type: type } = node;
    if (type === 'CC_NODE') return [];
    const approvers = approversOf(node, definition, chosen, platform);
    if (type !== 'SEQUENTIAL' || approvers.length === 0) return [{ node_id, type, approvers }];
    return approvers.map((approver) => ({ node_id, type, approvers: [approver] }));
  });
}
