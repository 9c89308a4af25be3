import { z } from 'zod';
import { refuse } from '../errors.ts';
import { endpoint, noBody, pageSize, pageToken, success, userIdType } from '../http/endpoint.ts';
import { invalidAs } from '../http/violations.ts';
import { PER_MINUTE_100, PER_MINUTE_1000_AND_PER_SECOND_50 } from '../limits.ts';
import type { Platform } from '../platform.ts';
import { departmentIdType, inContactRange } from './visible.ts';

/** A group's type as a number: 1 an ordinary one, 2 one that fills itself by a rule. Every group of this world is of type 1. */
const groupsOf = (handle: string, type: number | undefined, { world }: Platform) =>
  type === 2 ? [] : world.user_groups.filter(({ members }) => members.includes(handle)).map(({ id }) => id);

/** https://open.feishu.cn/document/server-docs/contact-v3/group/member_belong */
const groups = endpoint({
  method: 'GET',
  path: '/open-apis/contact/v3/group/member_belong',
  scopes: ['contact:group:readonly'],
  limit: PER_MINUTE_1000_AND_PER_SECOND_50,
  query: z.strictObject({
    member_id: z.string().min(1),
    member_id_type: userIdType,
    group_type: z.coerce.number().int().min(1).max(2).optional(),
    page_size: pageSize(1, 1_000, 500),
    page_token: pageToken,
  }),
  body: noBody,
  invalid: invalidAs(40001),
  handle({ query }, platform) {
    const person = platform.directory.find(query.member_id_type, query.member_id);
    if (!person) return refuse(41073);
    if (!inContactRange(person)) refuse(41050);
    return success({ group_list: groupsOf(person.handle, query.group_type, platform), has_more: false });
  },
});

/** https://open.feishu.cn/document/server-docs/contact-v3/functional_role-member/get */
const roleMember = endpoint({
  method: 'GET',
  path: '/open-apis/contact/v3/functional_roles/:role_id/members/:member_id',
  scopes: ['contact:functional_role', 'contact:functional_role:readonly'],
  limit: PER_MINUTE_100,
  query: z.strictObject({ user_id_type: userIdType, department_id_type: departmentIdType }),
  body: noBody,
  invalid: invalidAs(40001),
  handle({ path, query }, platform) {
    const role = platform.world.roles.find(({ id }) => id === path.role_id) ?? refuse(41202);
    const person = platform.directory.find(query.user_id_type, path.member_id ?? '');
    if (!person || !role.members.includes(person.handle)) return refuse(41203);
    return success({ member: { user_id: path.member_id, scope_type: 'None', department_ids: [] } });
  },
});

export const membershipEndpoints = [groups, roleMember];
