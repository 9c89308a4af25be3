import { z } from 'zod';
import type { Platform } from '../platform.ts';
import { hasScope, USER_ID_SCOPE } from '../platform.ts';
import type { Person } from '../world/schema.ts';

const WHOLE_CONTACTS = [
  'contact:contact:access_as_app',
  'contact:contact:readonly',
  'contact:contact:readonly_as_app',
];
/** Any of these lets an app read the contacts in its range. */
export const BASE_SCOPES = ['contact:contact.base:readonly', ...WHOLE_CONTACTS];

export const departmentIdType = z.enum(['department_id', 'open_department_id']).default('open_department_id');

export const departmentsOf = (person: Person) => [person.department_id, ...person.more_departments];

/** Whether the directory answers about this person; the contact range is part of the availability here, or all of it. */
export const inContactRange = (person: Person) => person.available && person.seen;

/** A person with the fields that the granted scopes show. */
export function visible(person: Person, platform: Platform): object {
  const may = (...scopes: string[]) => hasScope(platform, ...scopes, ...WHOLE_CONTACTS);
  return {
    union_id: person.union_id,
    open_id: person.open_id,
    ...(hasScope(platform, USER_ID_SCOPE) && { user_id: person.user_id }),
    ...(may('contact:user.base:readonly') && { name: person.name, en_name: person.en_name ?? '' }),
    ...(hasScope(platform, 'contact:user.email:readonly') && { email: person.email ?? '' }),
    ...(may('contact:user.department:readonly') && { department_ids: departmentsOf(person) }),
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
