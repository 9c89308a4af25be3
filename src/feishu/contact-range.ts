import { z } from 'zod';
import { pathId } from '../lib/ids.ts';
import type { Gateway } from './gateway/gateway.ts';
import { texts } from './listed.ts';
import { pages } from './paged.ts';

const more = { has_more: z.boolean().nullish(), page_token: z.string().nullish() };
const rangeAnswer = z.object({ user_ids: texts, department_ids: texts, ...more });
const membersAnswer = z.object({ items: z.array(z.object({ open_id: z.string() })).nullish(), ...more });
const childrenAnswer = z.object({
  items: z.array(z.object({ open_department_id: z.string() })).nullish(),
  ...more,
});

/**
 * Everyone whom the app may see: the people its contact range names, and those of the departments in it and below.
 * https://open.feishu.cn/document/server-docs/contact-v3/scope/list, …/department/children, …/user/find_by_department
 */
export async function* everyoneInRange(gateway: Gateway): AsyncGenerator<string[]> {
  const departments: string[] = [];
  const range = pages((paging) =>
    gateway.call('contact.scope.list', rangeAnswer, (client, options) =>
      client.contact.v3.scope.list(
        { params: { user_id_type: 'open_id', page_size: 100, ...paging } },
        options,
      ),
    ),
  );
  for await (const page of range) {
    yield page.user_ids;
    departments.push(...page.department_ids);
  }
  for (const department of departments) {
    yield* members(gateway, department);
    for await (const page of below(gateway, department))
      for (const child of page.items ?? []) yield* members(gateway, child.open_department_id);
  }
}

function below(gateway: Gateway, department: string) {
  const path = { department_id: pathId('department', department) };
  return pages((paging) =>
    gateway.call('contact.department.children', childrenAnswer, (client, options) =>
      client.contact.v3.department.children(
        { path, params: { fetch_child: true, page_size: 50, ...paging } },
        options,
      ),
    ),
  );
}

async function* members(gateway: Gateway, department_id: string): AsyncGenerator<string[]> {
  const found = pages((paging) =>
    gateway.call('contact.user.find_by_department', membersAnswer, (client, options) =>
      client.contact.v3.user.findByDepartment(
        { params: { department_id, user_id_type: 'open_id', page_size: 50, ...paging } },
        options,
      ),
    ),
  );
  for await (const page of found) yield (page.items ?? []).map((person) => person.open_id);
}
