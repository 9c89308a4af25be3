import type { Logger } from 'pino';
import { z } from 'zod';
import { pathId } from '../lib/ids.ts';
import { everyoneInRange } from './contact-range.ts';
import { NOBODY } from './gateway/codes.ts';
import { isRefusal } from './gateway/errors.ts';
import type { Gateway } from './gateway/gateway.ts';
import { lookUp } from './looked-up.ts';
import { pages } from './paged.ts';

export interface Department {
  openId: string;
  /** In the spelling that a creation takes. */
  id: string;
  name: string;
}

/** open_ids of those who can get nothing. */
export interface Absent {
  /** Who have left, or whom the app may not see. */
  gone: string[];
  /** Whom Feishu does not know: it takes no card that names them. */
  unknown: string[];
}

export interface DirectoryPort {
  /** open_ids of the people with these addresses and numbers, by what was asked for; unknown ones are missing. */
  find(typed: { emails: string[]; mobiles: string[] }): Promise<Record<string, string>>;
  /** user_ids by open_id, as far as the directory tells them. */
  userIds(openIds: string[]): Promise<Record<string, string>>;
  /** Who of these can get nothing, as far as the directory says so. */
  absent(openIds: string[]): Promise<Absent>;
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
const idType = { department_id_type: 'open_department_id' as const, user_id_type: 'open_id' as const };

const people = (gateway: Gateway): Pick<DirectoryPort, 'find' | 'userIds' | 'absent' | 'openIdOf'> => ({
  async find({ emails, mobiles }) {
    const data = { emails, mobiles, include_resigned: false };
    const { user_list } = await gateway.call('contact.user.batch_get_id', found, (client, options) =>
      client.contact.v3.user.batchGetId({ params: { user_id_type: 'open_id' }, data }, options),
    );
    const known = (user_list ?? []).flatMap((one) => {
      const asked = one.email ?? one.mobile;
      return asked && one.user_id ? [[asked, one.user_id] as const] : [];
    });
    return Object.fromEntries(known);
  },
  async userIds(openIds) {
    const { seen } = await lookUp(gateway, openIds);
    return Object.fromEntries(
      seen.flatMap(({ open_id, user_id }) => (user_id ? [[open_id, user_id] as const] : [])),
    );
  },
  async absent(openIds) {
    const { seen, unknown, open } = await lookUp(gateway, openIds);
    const here = new Set([...open, ...unknown]);
    for (const { open_id, status } of seen) if (!status?.is_resigned && !status?.is_exited) here.add(open_id);
    return { gone: openIds.filter((openId) => !here.has(openId)), unknown };
  },
  async openIdOf(userId) {
    const path = { user_id: pathId('user', userId) };
    try {
      const { user } = await gateway.call('contact.user.get', identity, (client, options) =>
        client.contact.v3.user.get({ path, params: { user_id_type: 'user_id' } }, options),
      );
      return user.open_id;
    } catch (error) {
      if (isRefusal(error, ...NOBODY)) return undefined;
      throw error;
    }
  },
});

const units = (gateway: Gateway): Pick<DirectoryPort, 'departmentsOf' | 'above' | 'departmentsNamed'> => ({
  async departmentsOf(openId) {
    const path = { user_id: pathId('user', openId) };
    const answer = await gateway.call('contact.user.get', user, (client, options) =>
      client.contact.v3.user.get({ path, params: idType }, options),
    );
    const ids = (answer.user.department_ids ?? []).filter((one) => one !== '0');
    if (ids.length === 0) return [];
    const { items } = await gateway.call('contact.department.batch', departments, (client, options) =>
      client.contact.v3.department.batch({ params: { department_ids: ids, ...idType } }, options),
    );
    return items ?? [];
  },
  async above(openDepartmentId) {
    const params = { department_id: openDepartmentId, page_size: 50, ...idType };
    const { items } = await gateway.call('contact.department.parent', departments, (client, options) =>
      client.contact.v3.department.parent({ params }, options),
    );
    return items ?? [];
  },
  async departmentsNamed(word) {
    const wanted: Department[] = [];
    const path = { department_id: '0' };
    const all = pages((paging) =>
      gateway.call('contact.department.children', departments, (client, options) => {
        const params = { fetch_child: true, page_size: 50, ...idType, ...paging };
        return client.contact.v3.department.children({ path, params }, options);
      }),
    );
    let read = 0;
    for await (const { items } of all) {
      wanted.push(...(items ?? []).filter(({ name }) => name.toLowerCase().includes(word.toLowerCase())));
      read += 1;
      if (read === MOST_PAGES || wanted.length >= 20) break;
    }
    return wanted.slice(0, 20);
  },
});

/** https://open.feishu.cn/document/server-docs/contact-v3/user/batch_get_id, …/user/get, …/department/batch, …/parent, …/children */
export const directory = (gateway: Gateway): DirectoryPort => ({
  ...people(gateway),
  ...units(gateway),
  everyone: () => everyoneInRange(gateway),
});

/** user_ids as far as they can be read: without its scope the directory tells none, and the open_ids have to do. */
export const toldUserIds =
  ({ userIds }: Pick<DirectoryPort, 'userIds'>, log: Logger): DirectoryPort['userIds'] =>
  (openIds) =>
    userIds(openIds).catch((error) => {
      log.warn({ err: error }, 'user_ids can not be read; people are named by open_id alone');
      return {};
    });
