import type { Logger } from 'pino';
import { z } from 'zod';
import { pathId } from '../lib/ids.ts';
import { everyoneInRange } from './contact-range.ts';
import { NOBODY } from './gateway/codes.ts';
import { isRefusal } from './gateway/errors.ts';
import type { Call, Gateway } from './gateway/gateway.ts';
import { fast } from './gateway/limits.ts';

export interface Department {
  openId: string;
  /** In the spelling that a creation takes. */
  id: string;
  name: string;
}

export interface DirectoryPort {
  /** open_ids of the people with these addresses and numbers, by what was asked for; unknown ones are missing. */
  find(typed: { emails: string[]; mobiles: string[] }): Promise<Record<string, string>>;
  /** user_ids by open_id, as far as the directory tells them. */
  userIds(openIds: string[]): Promise<Record<string, string>>;
  /** Of these open_ids those who have left, as far as the directory says so, and those whom the app may not see. */
  absent(openIds: string[]): Promise<string[]>;
  /** The open_id of a colleague by tenant user_id; undefined for one who is gone or whom the app may not see. */
  openIdOf(userId: string): Promise<string | undefined>;
  /**
   * The open_ids of everyone in the app's contact range, page by page; someone may come twice. User groups are left out:
   * reading them takes a scope of its own.
   */
  everyone(): AsyncGenerator<string[]>;
  /** The departments that a person belongs to, in the person's order. */
  departmentsOf(openId: string): Promise<Department[]>;
  /** The departments above one, from the nearest on. */
  above(openDepartmentId: string): Promise<Department[]>;
  /** All departments whose name contains the word; one page of 20 out of the first 500. */
  departmentsNamed(word: string): Promise<Department[]>;
}

const id = z.string().nullish();
const found = z.object({
  user_list: z.array(z.object({ user_id: id, email: id, mobile: id })).nullish(),
});
const left = z.object({ is_resigned: z.boolean().nullish(), is_exited: z.boolean().nullish() });
const users = z.object({
  items: z.array(z.object({ open_id: z.string(), user_id: id, status: left.nullish() })).nullish(),
});
const user = z.object({ user: z.object({ department_ids: z.array(z.string()).nullish() }) });
const department = z.object({ open_department_id: z.string(), department_id: id, name: id }).transform(
  (raw): Department => ({
    openId: raw.open_department_id,
    id: raw.department_id ?? '',
    name: raw.name ?? '',
  }),
);
const departments = z.object({
  items: z.array(department).nullish(),
  page_token: id,
  has_more: z.boolean().nullish(),
});

const identity = z.object({ user: z.object({ open_id: z.string().min(1) }) });

const MOST_PAGES = 10;
/** Of one question about people. */
const MOST_IDS = 50;
const idType = { department_id_type: 'open_department_id' as const, user_id_type: 'open_id' as const };

type Send = Call<unknown>['send'];
type Ask = <T>(endpoint: string, answer: z.ZodType<T>, send: Send) => Promise<T>;

async function batch(call: Ask, openIds: string[]) {
  const seen: NonNullable<z.infer<typeof users>['items']> = [];
  for (let from = 0; from < openIds.length; from += MOST_IDS) {
    const params = { user_ids: openIds.slice(from, from + MOST_IDS), ...idType };
    const { items } = await call('contact.user.batch', users, (client, options) =>
      client.contact.v3.user.batch({ params }, options),
    );
    seen.push(...(items ?? []));
  }
  return seen;
}

const people = (call: Ask): Pick<DirectoryPort, 'find' | 'userIds' | 'absent' | 'openIdOf'> => ({
  async find({ emails, mobiles }) {
    const data = { emails, mobiles, include_resigned: false };
    const { user_list } = await call('contact.user.batch_get_id', found, (client, options) =>
      client.contact.v3.user.batchGetId({ params: { user_id_type: 'open_id' }, data }, options),
    );
    const known = (user_list ?? []).flatMap((one) => {
      const asked = one.email ?? one.mobile;
      return asked && one.user_id ? [[asked, one.user_id] as const] : [];
    });
    return Object.fromEntries(known);
  },
  async userIds(openIds) {
    const seen = await batch(call, openIds);
    return Object.fromEntries(
      seen.flatMap(({ open_id, user_id }) => (user_id ? [[open_id, user_id] as const] : [])),
    );
  },
  async absent(openIds) {
    const here = new Set<string>();
    for (const { open_id, status } of await batch(call, openIds))
      if (!status?.is_resigned && !status?.is_exited) here.add(open_id);
    return openIds.filter((openId) => !here.has(openId));
  },
  async openIdOf(userId) {
    const path = { user_id: pathId('user', userId) };
    try {
      const { user } = await call('contact.user.get', identity, (client, options) =>
        client.contact.v3.user.get({ path, params: { user_id_type: 'user_id' } }, options),
      );
      return user.open_id;
    } catch (error) {
      if (isRefusal(error, ...NOBODY)) return undefined;
      throw error;
    }
  },
});

const units = (call: Ask): Pick<DirectoryPort, 'departmentsOf' | 'above' | 'departmentsNamed'> => ({
  async departmentsOf(openId) {
    const path = { user_id: pathId('user', openId) };
    const answer = await call('contact.user.get', user, (client, options) =>
      client.contact.v3.user.get({ path, params: idType }, options),
    );
    const ids = (answer.user.department_ids ?? []).filter((one) => one !== '0');
    if (ids.length === 0) return [];
    const { items } = await call('contact.department.batch', departments, (client, options) =>
      client.contact.v3.department.batch({ params: { department_ids: ids, ...idType } }, options),
    );
    return items ?? [];
  },
  async above(openDepartmentId) {
    const params = { department_id: openDepartmentId, page_size: 50, ...idType };
    const { items } = await call('contact.department.parent', departments, (client, options) =>
      client.contact.v3.department.parent({ params }, options),
    );
    return items ?? [];
  },
  async departmentsNamed(word) {
    const wanted: Department[] = [];
    let token: string | undefined;
    for (let page = 0; page < MOST_PAGES; page++) {
      const params = {
        fetch_child: true,
        page_size: 50,
        ...idType,
        ...(token ? { page_token: token } : {}),
      };
      const answer = await call('contact.department.children', departments, (client, options) =>
        client.contact.v3.department.children({ path: { department_id: '0' }, params }, options),
      );
      wanted.push(
        ...(answer.items ?? []).filter(({ name }) => name.toLowerCase().includes(word.toLowerCase())),
      );
      token = answer.has_more ? (answer.page_token ?? undefined) : undefined;
      if (!token || wanted.length >= 20) break;
    }
    return wanted.slice(0, 20);
  },
});

/** https://open.feishu.cn/document/server-docs/contact-v3/user/batch_get_id, …/user/get, …/department/batch, …/parent, …/children */
export function directory(gateway: Gateway): DirectoryPort {
  const ask: Ask = (endpoint, answer, send) =>
    gateway.call({ endpoint, limits: [fast(endpoint)], repeatable: true, answer, send });
  return { ...people(ask), ...units(ask), everyone: () => everyoneInRange(gateway) };
}

/** user_ids as far as they can be read: without its scope the directory tells none, and the open_ids have to do. */
export const toldUserIds =
  ({ userIds }: Pick<DirectoryPort, 'userIds'>, log: Logger): DirectoryPort['userIds'] =>
  (openIds) =>
    userIds(openIds).catch((error) => {
      log.warn({ err: error }, 'user_ids can not be read; people are named by open_id alone');
      return {};
    });
