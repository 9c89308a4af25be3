import {
  isReplace,
  type ThirdPartyCc,
  type ThirdPartyInstance,
  type ThirdPartyResource,
  type ThirdPartyTask,
} from '../../store/third-party-document/documented.ts';

/** Fields that only a REPLACE can change: https://open.feishu.cn/document/server-docs/approval-v4/external_instance/faqs */
const FIXED = ['approval_code', 'instance_id', 'department_id', 'department_name'] as const;
const FIXED_IN_TASK = ['user_id', 'open_id', 'create_time', 'node_id', 'node_name'] as const;
const FIXED_IN_CC = ['user_id', 'open_id', 'create_time'] as const;

interface Merged<T> {
  merged: T;
  /** Where the update had something that is not newer than what is known. */
  ignored: string[];
}

/** What Feishu has after an UPDATE that is newer as a whole: tasks and copies that are not newer stay as they are. */
export function merge(base: ThirdPartyInstance, update: ThirdPartyInstance): Merged<ThirdPartyInstance> {
  const tasks = mergeList(
    base.task_list,
    update.task_list,
    (task: ThirdPartyTask) => task.task_id,
    FIXED_IN_TASK,
  );
  const ccs = mergeList(base.cc_list, update.cc_list, (cc: ThirdPartyCc) => cc.cc_id, FIXED_IN_CC);
  const merged = {
    ...base,
    ...without(update, FIXED),
    ...(base.update_mode && { update_mode: base.update_mode }),
    ...(tasks && { task_list: tasks.merged }),
    ...(ccs && { cc_list: ccs.merged }),
  };
  merged.i18n_resources = named(mergeResources(base.i18n_resources, update.i18n_resources), merged);
  if (!base.update_mode) delete merged.update_mode;
  const places = (name: string, indexes: number[] = []) => indexes.map((index) => `${name}[${index}]`);
  return { merged, ignored: [...places('task_list', tasks?.stale), ...places('cc_list', ccs?.stale)] };
}

function mergeList<T extends { update_time?: string | undefined }>(
  base: T[] | undefined,
  update: T[] | undefined,
  idOf: (one: T) => string,
  fixed: readonly (keyof T)[],
): { merged: T[]; stale: number[] } | undefined {
  if (!base && !update) return undefined;
  const known = new Map((base ?? []).map((one) => [idOf(one), one]));
  const stale: number[] = [];
  for (const [index, one] of (update ?? []).entries()) {
    const before = known.get(idOf(one));
    if (before && Number(one.update_time) <= Number(before.update_time)) stale.push(index);
    else known.set(idOf(one), before ? { ...before, ...without(one, fixed) } : one);
  }
  return { merged: [...known.values()], stale };
}

function without<T extends object>(from: T, names: readonly (keyof T)[]): T {
  const rest = { ...from };
  for (const name of names) delete rest[name];
  return rest;
}

/** The texts of both, the newer ones where a key has both; the default language stays, and has all. */
function mergeResources(base: ThirdPartyResource[], update: ThirdPartyResource[]): ThirdPartyResource[] {
  const usual = base.find((one) => one.is_default)?.locale;
  const fallback = update.find((one) => one.is_default);
  const locales = [...new Set([...base, ...update].map(({ locale }) => locale))];
  return locales.map((locale) => {
    const own = [...base, ...update].filter((one) => one.locale === locale);
    const texts = new Map(own.flatMap((one) => one.texts.map(({ key, value }) => [key, value])));
    const isDefault = locale === usual;
    if (isDefault)
      for (const { key, value } of fallback?.texts ?? []) if (!texts.has(key)) texts.set(key, value);
    return { locale, is_default: isDefault, texts: [...texts].map(([key, value]) => ({ key, value })) };
  });
}

/** The texts whose keys stand somewhere in an instance: others would gather with each update. */
function named(
  resources: ThirdPartyResource[],
  { i18n_resources: _all, ...instance }: ThirdPartyInstance,
): ThirdPartyResource[] {
  const keys = new Set<unknown>();
  JSON.stringify(instance, (_name, value) => {
    if (typeof value === 'string') keys.add(value);
    return value;
  });
  return resources.map((one) => ({ ...one, texts: one.texts.filter(({ key }) => keys.has(key)) }));
}

/** What is left to be given once this push follows what is pending. */
export function follow(
  pending: ThirdPartyInstance | undefined,
  push: ThirdPartyInstance,
): ThirdPartyInstance {
  if (!pending || isReplace(push)) return push;
  return merge({ ...pending, update_mode: pending.update_mode ?? 'REPLACE' }, push).merged;
}
