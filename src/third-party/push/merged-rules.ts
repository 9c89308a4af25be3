import type { ThirdPartyInstance } from '../../store/third-party-document/documented.ts';
import { LIMITS } from '../../store/third-party-document/fields.ts';
import { atMost, type Problem } from './problems.ts';
import { TAKEN } from './rules.ts';

/** The documented limits are those of one call: updates may bring more, but not without end. */
const TIMES = 10;

/** What is wrong with an update only together with what was pushed before; each place is one of the update. */
export function mergedRules(
  base: ThirdPartyInstance,
  update: ThirdPartyInstance,
  merged: ThirdPartyInstance,
): Problem[] {
  const taskIds = new Set(merged.task_list?.map((task) => task.task_id));
  const ccIds = new Set(merged.cc_list?.map((cc) => cc.cc_id));
  return [
    ...crowded('task_list', TIMES * LIMITS.tasks, base, merged),
    ...crowded('cc_list', TIMES * LIMITS.ccs, base, merged),
    ...(update.task_list ?? []).flatMap(({ task_id: id }, index) =>
      ccIds.has(id) ? { path: ['task_list', index, 'task_id'], detail: TAKEN } : [],
    ),
    ...(update.cc_list ?? []).flatMap(({ cc_id: id }, index) =>
      taskIds.has(id) ? { path: ['cc_list', index, 'cc_id'], detail: TAKEN } : [],
    ),
  ];
}

function crowded(
  name: 'task_list' | 'cc_list',
  most: number,
  { [name]: before = [] }: ThirdPartyInstance,
  { [name]: after = [] }: ThirdPartyInstance,
): Problem[] {
  if (after.length <= most || after.length <= before.length) return [];
  const detail = `${atMost(most)} together with those pushed before, and would have ${after.length}: a REPLACE can leave some out`;
  return [{ path: [name], detail }];
}
