import type { CcBody, InstanceBody, Resources, TaskBody } from './body.ts';

/** What an UPDATE can't change, as https://open.feishu.cn/document/server-docs/approval-v4/external_instance/faqs says. */
const FIXED = ['approval_code', 'instance_id', 'department_id', 'department_name'];
const FIXED_TASK = ['task_id', 'user_id', 'open_id', 'create_time', 'node_id', 'node_name'];
const FIXED_CC = ['cc_id', 'user_id', 'open_id', 'create_time'];

function changed<T extends object>(before: T, after: T, fixed: readonly string[]): T {
  const allowed = Object.entries(after).filter(([name]) => !fixed.includes(name));
  return { ...before, ...Object.fromEntries(allowed) };
}

function listAfter<T extends object>(
  before: readonly T[] | undefined,
  after: readonly T[] | undefined,
  idOf: (one: T) => string,
  timeOf: (one: T) => number,
  fixed: readonly string[],
): T[] | undefined {
  if (!before && !after) return undefined;
  const rows = [...(before ?? [])];
  for (const one of after ?? []) {
    const index = rows.findIndex((row) => idOf(row) === idOf(one));
    const known = rows[index];
    if (known === undefined) rows.push(one);
    else if (timeOf(one) > timeOf(known)) rows[index] = changed(known, one, fixed);
  }
  return rows;
}

/** How the texts of two calls go together is not documented: here the later one wins, key by key. */
function textsAfter(before: Resources, after: Resources): Resources {
  const usual = (before.find((one) => one.is_default) ?? after.find((one) => one.is_default))?.locale;
  const locales = [...new Set([...before, ...after].map((one) => one.locale))];
  return locales.map((locale) => {
    const own = [...before, ...after].filter((one) => one.locale === locale).flatMap((one) => one.texts);
    const texts = new Map(own.map(({ key, value }) => [key, value]));
    return {
      locale,
      is_default: locale === usual,
      texts: [...texts].map(([key, value]) => ({ key, value })),
    };
  });
}

/** A task without a time of its own has that of the call. */
const taskTime = (call: InstanceBody) => (task: TaskBody) => Number(task.update_time ?? call.update_time);

/**
 * What an instance is after a call. REPLACE knows nothing of before. UPDATE counts if it is newer as a whole, and then for
 * each task and copy that is newer.
 */
export function afterCall(before: InstanceBody | undefined, call: InstanceBody): InstanceBody {
  if (!before || (call.update_mode ?? 'REPLACE') === 'REPLACE') return call;
  if (Number(call.update_time) <= Number(before.update_time)) return before;
  const tasks = listAfter(before.task_list, call.task_list, (one) => one.task_id, taskTime(call), FIXED_TASK);
  const ccTime = (cc: CcBody) => Number(cc.update_time);
  const ccs = listAfter(before.cc_list, call.cc_list, (one) => one.cc_id, ccTime, FIXED_CC);
  return {
    ...changed(before, call, FIXED),
    ...(tasks && { task_list: tasks }),
    ...(ccs && { cc_list: ccs }),
    i18n_resources: textsAfter(before.i18n_resources, call.i18n_resources),
  };
}
