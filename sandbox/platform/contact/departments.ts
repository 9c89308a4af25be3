import { z } from 'zod';
import { pageOf } from '../approval/pages.ts';
import { refuse } from '../errors.ts';
import { endpoint, flag, noBody, pageSize, pageToken, success, userIdType } from '../http/endpoint.ts';
import { invalidAs } from '../http/violations.ts';
import { PER_MINUTE_1000_AND_PER_SECOND_50 } from '../limits.ts';
import { hasScope, type Platform } from '../platform.ts';
import { checkDepartment, DEPARTMENT_SCOPES, withChildren } from './range.ts';
import { departmentIdType } from './visible.ts';

type Department = Platform['world']['departments'][number];

/** A department with the fields that the granted scopes show. */
const shown = (platform: Platform) => (one: Department) => ({
  open_department_id: one.open_department_id,
  ...(hasScope(platform, 'contact:department.base:readonly') && {
    name: one.name,
    department_id: one.department_id,
  }),
  ...(hasScope(platform, 'contact:department.organize:readonly') && {
    parent_department_id: one.parent ?? '0',
  }),
});

function find(id: string, type: z.infer<typeof departmentIdType>, { world }: Platform): Department {
  return world.departments.find((one) => one[type] === id) ?? refuse(40004);
}

function above(department: Department, { world }: Platform): Department[] {
  const parent = world.departments.find((one) => one.open_department_id === department.parent);
  return parent ? [parent, ...above(parent, { world } as Platform)] : [];
}

/** https://open.feishu.cn/document/server-docs/contact-v3/department/batch */
const batch = endpoint({
  method: 'GET',
  path: '/open-apis/contact/v3/departments/batch',
  scopes: ['contact:contact.base:readonly'],
  limit: PER_MINUTE_1000_AND_PER_SECOND_50,
  query: z.strictObject({
    department_ids: z.union([z.string().transform((id) => [id]), z.array(z.string()).max(50)]),
    department_id_type: departmentIdType,
    user_id_type: userIdType,
  }),
  body: noBody,
  invalid: invalidAs(40001),
  handle: ({ query }, platform) =>
    success({
      items: query.department_ids
        .map((id) => find(id, query.department_id_type, platform))
        .map(shown(platform)),
    }),
});

/** https://open.feishu.cn/document/server-docs/contact-v3/department/parent: from the nearest to the company. */
const parent = endpoint({
  method: 'GET',
  path: '/open-apis/contact/v3/departments/parent',
  scopes: DEPARTMENT_SCOPES,
  limit: PER_MINUTE_1000_AND_PER_SECOND_50,
  query: z.strictObject({
    department_id: z.string(),
    department_id_type: departmentIdType,
    user_id_type: userIdType,
    page_size: pageSize(1, 50, 10),
    page_token: pageToken,
  }),
  body: noBody,
  invalid: invalidAs(40001),
  handle({ query }, platform) {
    const department = find(query.department_id, query.department_id_type, platform);
    return success({ items: above(department, platform).map(shown(platform)), has_more: false });
  },
});

/** The departments below one, or directly below it; those of `0`, the company, are all of them. */
function below(id: string, all: boolean, platform: Platform): Department[] {
  const { departments } = platform.world;
  if (!all) return departments.filter((one) => (one.parent ?? '0') === id);
  if (id === '0') return departments;
  const inside = withChildren([id], platform).slice(1);
  return departments.filter((one) => inside.includes(one.open_department_id));
}

/** https://open.feishu.cn/document/server-docs/contact-v3/department/children */
const children = endpoint({
  method: 'GET',
  path: '/open-apis/contact/v3/departments/:department_id/children',
  scopes: DEPARTMENT_SCOPES,
  limit: PER_MINUTE_1000_AND_PER_SECOND_50,
  query: z.strictObject({
    user_id_type: userIdType,
    department_id_type: departmentIdType,
    fetch_child: flag.optional(),
    page_size: pageSize(1, 50, 10),
    page_token: pageToken,
  }),
  body: noBody,
  invalid: invalidAs(40011),
  handle({ path, query }, platform) {
    const id = path.department_id ?? '';
    if (id !== '0') checkDepartment(id, platform);
    const rows = below(id, query.fetch_child === true, platform);
    const wanted = { size: query.page_size, token: query.page_token, query: ['children', id] };
    const page = pageOf(rows, (one) => one.open_department_id, wanted, platform.pages) ?? refuse(40012);
    return success({
      items: page.rows.map(shown(platform)),
      has_more: page.next !== undefined,
      ...(page.next !== undefined && { page_token: page.next }),
    });
  },
});

export const departmentEndpoints = [batch, parent, children];
