import { z } from 'zod';
import { pathId } from '../lib/ids.ts';
import { isRefusal } from './gateway/errors.ts';
import type { Gateway } from './gateway/gateway.ts';

export interface MembershipPort {
  /** The ids of the user groups that a person belongs to. Takes the scope `contact:group:readonly`. */
  groupsOf(openId: string): Promise<string[]>;
  /** Whether a person has a role. Takes the scope `contact:functional_role:readonly`. */
  hasRole(openId: string, roleId: string): Promise<boolean>;
}

/** Ordinary groups, and those that fill themselves by a rule. */
const GROUP_TYPES = [1, 2];
const NO_SUCH_ROLE = 41202;
const NOT_A_MEMBER = 41203;

const groups = z.object({ group_list: z.array(z.string()).nullish() });

/** https://open.feishu.cn/document/server-docs/contact-v3/group/member_belong, …/functional_role-member/get */
export const memberships = (gateway: Gateway): MembershipPort => ({
  async groupsOf(openId) {
    const ask = (group_type: number) =>
      gateway.call('contact.group.member_belong', groups, (client, options) =>
        client.contact.v3.group.memberBelong(
          { params: { member_id: openId, member_id_type: 'open_id', group_type, page_size: 1_000 } },
          options,
        ),
      );
    const answers = await Promise.all(GROUP_TYPES.map(ask));
    return answers.flatMap(({ group_list }) => group_list ?? []);
  },
  async hasRole(openId, roleId) {
    const path = { role_id: pathId('role', roleId), member_id: pathId('user', openId) };
    try {
      await gateway.call('contact.functional_role.member.get', z.unknown(), (client, options) =>
        client.contact.v3.functionalRoleMember.get({ path, params: { user_id_type: 'open_id' } }, options),
      );
      return true;
    } catch (error) {
      if (isRefusal(error, NO_SUCH_ROLE, NOT_A_MEMBER)) return false;
      throw error;
    }
  },
});
