import { z } from 'zod';
import { pageOf } from '../approval/pages.ts';
import { refuse } from '../errors.ts';
import { endpoint, noBody, pageSize, pageToken, success, userIdType } from '../http/endpoint.ts';
import { invalidAs } from '../http/violations.ts';
import { PER_MINUTE_1000_AND_PER_SECOND_50 } from '../limits.ts';
import type { Platform } from '../platform.ts';
import type { Person } from '../world/schema.ts';
import { BASE_SCOPES, departmentIdType, departmentsOf, inContactRange, visible } from './visible.ts';

/** The departments at and below these. */
export function withChildren(ids: readonly string[], platform: Platform): string[] {
  const children = platform.world.departments
    .filter(({ parent }) => parent !== undefined && ids.includes(parent))
    .map((one) => one.open_department_id);
  return children.length === 0 ? [...ids] : [...ids, ...withChildren(children, platform)];
}

const inRange = (platform: Platform) => withChildren(platform.world.settings.contact_departments, platform);

const colleagues = ({ world, directory }: Platform): Person[] =>
  world.people.filter((person) => inContactRange(person) && !person.resigned && directory.isOfTenant(person));

/** Refuses a department that the contact range does not name as a whole. */
export function checkDepartment(id: string, platform: Platform): void {
  if (!inRange(platform).includes(id)) refuse(40004);
}

/**
 * https://open.feishu.cn/document/server-docs/contact-v3/scope/list
 * A page holds user_ids first, then department_ids, then group_ids (this world has no groups).
 */
const scopes = endpoint({
  method: 'GET',
  path: '/open-apis/contact/v3/scopes',
  scopes: [
    'contact:contact.base:readonly',
    'contact:contact:access_as_app',
    'contact:contact:readonly_as_app',
  ],
  limit: PER_MINUTE_1000_AND_PER_SECOND_50,
  query: z.strictObject({
    user_id_type: userIdType,
    department_id_type: departmentIdType,
    page_size: pageSize(1, 100, 50),
    page_token: pageToken,
  }),
  body: noBody,
  invalid: invalidAs(40011),
  handle({ query }, platform) {
    const departments = platform.world.settings.contact_departments;
    const below = inRange(platform);
    const people = colleagues(platform).filter(
      (person) => !departmentsOf(person).some((id) => below.includes(id)),
    );
    const rows = [
      ...people.map((person) => ({ kind: 'user', id: person[query.user_id_type] })),
      ...departments.map((id) => ({ kind: 'department', id })),
    ];
    const keyOf = (row: (typeof rows)[number]) => `${row.kind === 'user' ? 0 : 1}:${row.id}`;
    const wanted = { size: query.page_size, token: query.page_token, query: ['scopes', query.user_id_type] };
    const page = pageOf(rows, keyOf, wanted, platform.pages) ?? refuse(40012);
    const ids = (kind: string) => page.rows.filter((row) => row.kind === kind).map((row) => row.id);
    return success({
      user_ids: ids('user'),
      department_ids: ids('department'),
      group_ids: [],
      has_more: page.next !== undefined,
      ...(page.next !== undefined && { page_token: page.next }),
    });
  },
});

export const DEPARTMENT_SCOPES = [...BASE_SCOPES, 'contact:department.organize:readonly'];

/** https://open.feishu.cn/document/server-docs/contact-v3/user/find_by_department: the direct members. */
const findByDepartment = endpoint({
  method: 'GET',
  path: '/open-apis/contact/v3/users/find_by_department',
  scopes: DEPARTMENT_SCOPES,
  limit: PER_MINUTE_1000_AND_PER_SECOND_50,
  query: z.strictObject({
    user_id_type: userIdType,
    department_id_type: departmentIdType,
    department_id: z.string().min(1),
    page_size: pageSize(1, 50, 10),
    page_token: pageToken,
  }),
  body: noBody,
  invalid: invalidAs(40011),
  handle({ query }, platform) {
    checkDepartment(query.department_id, platform);
    const people = colleagues(platform).filter((person) =>
      departmentsOf(person).includes(query.department_id),
    );
    const wanted = {
      size: query.page_size,
      token: query.page_token,
      query: ['members', query.department_id],
    };
    const page = pageOf(people, (person) => person.open_id, wanted, platform.pages) ?? refuse(40012);
    return success({
      items: page.rows.map((person) => visible(person, platform)),
      has_more: page.next !== undefined,
      ...(page.next !== undefined && { page_token: page.next }),
    });
  },
});

/** The fixed paths come first: they also fit `users/:user_id`. */
export const rangeEndpoints = [scopes, findByDepartment];
