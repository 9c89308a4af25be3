import { refuse } from '../errors.ts';
import type { Platform } from '../platform.ts';
import type { Person } from '../world/schema.ts';
import type { NativeDefinition } from './model.ts';

type NodePeople = readonly { readonly key: string; readonly value: readonly string[] }[];

/** Whom a creation names for the nodes: approvers and those it is copied to, by either id. */
export interface Choices {
  readonly node_approver_user_id_list?: NodePeople | undefined;
  readonly node_approver_open_id_list?: NodePeople | undefined;
  readonly node_cc_user_id_list?: NodePeople | undefined;
  readonly node_cc_open_id_list?: NodePeople | undefined;
}

/** The people chosen for each node, from both lists; a node that lets nobody be chosen, or not these, is a wrong parameter. */
export function chosenPeople(given: Choices, definition: NativeDefinition, { directory }: Platform) {
  const chosen = new Map<string, Person[]>();
  const take = (list: NodePeople | undefined, type: 'user_id' | 'open_id') => {
    for (const { key, value } of list ?? []) {
      const node = definition.node_list.find((one) => [one.node_id, one.custom_node_id].includes(key));
      if (!node) return refuse(1390001, `ext=no node ${key}`);
      const people = value.map(
        (id) => directory.find(type, id) ?? refuse(1390001, `ext=user not found: ${id}`),
      );
      chosen.set(node.node_id, [...new Set([...(chosen.get(node.node_id) ?? []), ...people])]);
    }
  };
  take(given.node_approver_user_id_list, 'user_id');
  take(given.node_approver_open_id_list, 'open_id');
  take(given.node_cc_user_id_list, 'user_id');
  take(given.node_cc_open_id_list, 'open_id');
  for (const node of definition.node_list) checkRange(node, chosen.get(node.node_id) ?? []);
  return chosen;
}

function checkRange(node: NativeDefinition['node_list'][number], people: readonly Person[]) {
  const limited = node.approver_chosen_range?.find((range) => range.approver_range_type === 2);
  const outside = limited && people.find((person) => !limited.approver_range_ids.includes(person.handle));
  if (outside) refuse(1390001, `ext=${outside.open_id} is out of the range of node ${node.node_id}`);
  if (node.need_approver && !node.approver_chosen_multi && people.length > 1)
    refuse(1390001, `ext=node ${node.node_id} takes one approver`);
}
