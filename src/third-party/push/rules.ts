import { OWN_CC } from '../instance/added-cc.ts';
import { isObject, type Loose, objectsIn, type Placed } from './loose.ts';
import type { Problem } from './problems.ts';

export const TAKEN = 'is taken: the ids of the instance, its tasks and its copies must all differ';

/** What no field shows alone, and what both shapes share. Looks at a body in which anything may be of any type. */
export function rules(body: Loose): Problem[] {
  const root: Placed<Loose> = { path: [], value: body };
  const tasks = objectsIn(root, 'task_list');
  const ccs = objectsIn(root, 'cc_list');
  return [
    ...[root, ...tasks, ...ccs].flatMap((one) => [...withoutPerson(one), ...withoutLink(one)]),
    ...repeatedIds([
      { path: ['instance_id'], value: body.instance_id },
      ...tasks.map(({ path, value }) => ({ path: [...path, 'task_id'], value: value.task_id })),
      ...ccs.map(({ path, value }) => ({ path: [...path, 'cc_id'], value: value.cc_id })),
    ]),
    ...ccs
      .filter(({ value }) => typeof value.cc_id === 'string' && value.cc_id.startsWith(OWN_CC))
      .map(reserved),
    ...tasks.flatMap((task) => objectsIn(task, 'action_configs').flatMap(withoutName)),
  ];
}

const withoutPerson = ({ path, value }: Placed<Loose>): Problem[] =>
  value.user_id || value.open_id
    ? []
    : [{ path: [...path, 'user_id'], detail: 'is missing: give user_id or open_id, or both' }];

function withoutLink({ path, value: { links } }: Placed<Loose>): Problem[] {
  if (!isObject(links) || links.pc_link || links.mobile_link) return [];
  return [{ path: [...path, 'links'], detail: 'must have pc_link or mobile_link, or both' }];
}

function repeatedIds(ids: Placed<unknown>[]): Problem[] {
  const seen = new Set<unknown>();
  return ids.flatMap(({ path, value }) => {
    if (typeof value !== 'string' || !seen.has(value)) {
      seen.add(value);
      return [];
    }
    return [{ path, detail: TAKEN }];
  });
}

const reserved = ({ path }: Placed<Loose>): Problem => ({
  path: [...path, 'cc_id'],
  detail: `must not begin with ${OWN_CC}, which is for copies that people add through the bot`,
});

const withoutName = ({ path, value }: Placed<Loose>): Problem[] =>
  value.action_type === 'APPROVE' || value.action_type === 'REJECT' || value.action_name
    ? []
    : [
        {
          path: [...path, 'action_name'],
          detail: 'is missing: actions other than APPROVE and REJECT need a name',
        },
      ];
