import { z } from 'zod';
import { refuse } from '../errors.ts';
import { endpoint, noBody, success, userIdType } from '../http/endpoint.ts';
import { invalidAs } from '../http/violations.ts';
import { PER_MINUTE_1000_AND_PER_SECOND_50 } from '../limits.ts';
import type { Platform } from '../platform.ts';
import type { UserIdType } from '../world/directory.ts';
import type { Person } from '../world/schema.ts';
import { rangeEndpoints } from './range.ts';
import { BASE_SCOPES, departmentIdType, inContactRange, visible } from './visible.ts';

const MOST_IDS = 50;

function lookUp(type: UserIdType, id: string, platform: Platform): Person {
  const person = platform.directory.find(type, id);
  if (person && platform.directory.isOfTenant(person)) return person;
  if (type === 'open_id' && id.startsWith('ou_')) return refuse(99992351, `Invalid ids: [${id}]`);
  return refuse(41012);
}

/** https://open.feishu.cn/document/server-docs/contact-v3/user/get */
const get = endpoint({
  method: 'GET',
  path: '/open-apis/contact/v3/users/:user_id',
  scopes: BASE_SCOPES,
  limit: PER_MINUTE_1000_AND_PER_SECOND_50,
  query: z.strictObject({ user_id_type: userIdType, department_id_type: departmentIdType }),
  body: noBody,
  invalid: invalidAs(40001),
  handle({ path, query }, platform) {
    const person = lookUp(query.user_id_type, path.user_id ?? '', platform);
    if (!inContactRange(person)) refuse(41050);
    return success({ user: visible(person, platform) });
  },
});

/** https://open.feishu.cn/document/server-docs/contact-v3/user/batch; whom the app may not see is left out. */
const batch = endpoint({
  method: 'GET',
  path: '/open-apis/contact/v3/users/batch',
  scopes: ['contact:contact.base:readonly'],
  limit: PER_MINUTE_1000_AND_PER_SECOND_50,
  query: z.strictObject({
    user_ids: z
      .union([z.string().transform((id) => [id]), z.array(z.string())])
      .refine((ids) => ids.length <= MOST_IDS, `the max len is ${MOST_IDS}`),
    user_id_type: userIdType,
    department_id_type: departmentIdType,
  }),
  body: noBody,
  invalid: invalidAs(40001),
  handle({ query }, platform) {
    const people = query.user_ids.map((id) => lookUp(query.user_id_type, id, platform));
    const seen = [...new Set(people)].filter(inContactRange);
    return success({ items: seen.map((person) => visible(person, platform)) });
  },
});

/** `get` comes last: the paths of others also fit `:user_id`. */
export const contactEndpoints = [...rangeEndpoints, batch, get];
