import { z } from 'zod';
import { refuse } from '../errors.ts';
import { endpoint, noBody, success, userIdType } from '../http/endpoint.ts';
import { invalidAs } from '../http/violations.ts';
import { PER_MINUTE_1000_AND_PER_SECOND_50 } from '../limits.ts';
import type { Platform } from '../platform.ts';
import { hasScope, USER_ID_SCOPE } from '../platform.ts';
import type { UserIdType } from '../world/directory.ts';
import type { Person } from '../world/schema.ts';

const WHOLE_CONTACTS = [
  'contact:contact:access_as_app',
  'contact:contact:readonly',
  'contact:contact:readonly_as_app',
];
const BASE_SCOPES = ['contact:contact.base:readonly', ...WHOLE_CONTACTS];
const MOST_IDS = 50;

const departmentIdType = z.enum(['department_id', 'open_department_id']).default('open_department_id');

/** A person with the fields that the granted scopes show. */
function visible(person: Person, platform: Platform): object {
  const may = (...scopes: string[]) => hasScope(platform, ...scopes, ...WHOLE_CONTACTS);
  return {
    union_id: person.union_id,
    open_id: person.open_id,
    ...(hasScope(platform, USER_ID_SCOPE) && { user_id: person.user_id }),
    ...(may('contact:user.base:readonly') && { name: person.name, en_name: person.en_name ?? '' }),
    ...(hasScope(platform, 'contact:user.email:readonly') && { email: person.email ?? '' }),
    ...(may('contact:user.department:readonly') && {
      department_ids: [person.department_id, ...person.more_departments],
    }),
    ...(may('contact:user.employee:readonly') && {
      status: {
        is_frozen: false,
        is_resigned: person.resigned,
        is_activated: !person.resigned,
        is_exited: false,
        is_unjoin: false,
      },
    }),
  };
}

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
    if (!person.available) refuse(41050);
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
    const seen = [...new Set(people)].filter((person) => person.available);
    return success({ items: seen.map((person) => visible(person, platform)) });
  },
});

/** `batch` comes first: its path also fits `:user_id`. */
export const contactEndpoints = [batch, get];
