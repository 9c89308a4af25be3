import { z } from 'zod';
import { refuse } from '../errors.ts';
import { endpoint, noBody, pageSize, pageToken, success, userIdType } from '../http/endpoint.ts';
import { invalidAs } from '../http/violations.ts';
import { PER_MINUTE_1000_AND_PER_SECOND_50 } from '../limits.ts';
import { hasScope, type Platform } from '../platform.ts';

type Department = Platform['world']['departments'][number];
const idType = z.enum(['department_id', 'open_department_id']).default('open_department_id');
const SCOPES = ['contact:contact.base:readonly', 'contact:department.organize:readonly'];

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

function find(id: string, type: z.infer<typeof idType>, { world }: Platform): Department {
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
    department_id_type: idType,
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
  scopes: SCOPES,
  limit: PER_MINUTE_1000_AND_PER_SECOND_50,
  query: z.strictObject({
    department_id: z.string(),
    department_id_type: idType,
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

/** https://open.feishu.cn/document/server-docs/contact-v3/department/children: of `0`, the company, all of them. */
const children = endpoint({
  method: 'GET',
  path: '/open-apis/contact/v3/departments/:department_id/children',
  scopes: SCOPES,
  limit: PER_MINUTE_1000_AND_PER_SECOND_50,
  query: z.strictObject({
    department_id_type: idType,
    user_id_type: userIdType,
    fetch_child: z.enum(['true', 'false']).optional(),
    page_size: pageSize(1, 50, 10),
    page_token: pageToken,
  }),
  body: noBody,
  invalid: invalidAs(40001),
  handle({ path, query }, platform) {
    const all = platform.world.departments;
    const below = all.filter((one) =>
      query.fetch_child === 'true' && path.department_id === '0'
        ? true
        : (one.parent ?? '0') === path.department_id,
    );
    const from = Number(query.page_token ?? 0);
    const rest = below.slice(from + query.page_size);
    const next = rest.length > 0 ? { page_token: String(from + query.page_size) } : {};
    return success({
      items: below.slice(from, from + query.page_size).map(shown(platform)),
      has_more: rest.length > 0,
      ...next,
    });
  },
});

export const departmentEndpoints = [batch, parent, children];
