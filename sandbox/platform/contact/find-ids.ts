import { z } from 'zod';
import { endpoint, success, userIdType } from '../http/endpoint.ts';
import { invalidAs } from '../http/violations.ts';
import { PER_MINUTE_1000_AND_PER_SECOND_50 } from '../limits.ts';
import type { Platform } from '../platform.ts';
import type { Person } from '../world/schema.ts';
import { inContactRange } from './visible.ts';

const list = z.array(z.string()).max(50).default([]);

/** https://open.feishu.cn/document/server-docs/contact-v3/user/batch_get_id: who is not found comes back without an id. */
const batchGetId = endpoint({
  method: 'POST',
  path: '/open-apis/contact/v3/users/batch_get_id',
  scopes: ['contact:user.id:readonly'],
  limit: PER_MINUTE_1000_AND_PER_SECOND_50,
  query: z.strictObject({ user_id_type: userIdType }),
  body: z.strictObject({ emails: list, mobiles: list, include_resigned: z.boolean().default(false) }),
  invalid: invalidAs(40001),
  handle({ query, body }, platform) {
    const visible = (person: Person | undefined) =>
      person && isVisible(person, platform, body.include_resigned)
        ? { user_id: person[query.user_id_type] }
        : {};
    const { people } = platform.directory;
    const byEmail = body.emails.map((email) => ({
      email,
      ...visible(people.find((person) => person.email?.toLowerCase() === email.toLowerCase())),
    }));
    const byMobile = body.mobiles.map((mobile) => ({
      mobile,
      ...visible(
        people.find((person) => person.mobile !== undefined && national(person.mobile) === national(mobile)),
      ),
    }));
    return success({ user_list: [...byEmail, ...byMobile] });
  },
});

function isVisible(person: Person, { directory }: Platform, resigned: boolean): boolean {
  return directory.isOfTenant(person) && inContactRange(person) && (resigned || !person.resigned);
}

/** A number of mainland China may stand with or without its country code. */
const national = (mobile: string) => mobile.replace(/^\+86/, '');

export const findIdsEndpoints = [batchGetId];
