import { expect, it } from 'vitest';
import type { World } from '../../sandbox/platform/index.ts';
import { startRig, withoutScope } from './support.ts';

const TOP = 'od-48aed2054dbe2ac68353cf497734b867';
const BELOW = 'od-be0720c11c721d25bb8c6ec730243c25';
const asDepartments = (world: World) => {
  world.settings.contact_departments = [TOP];
  world.departments = [{ open_department_id: BELOW, department_id: 'below', name: '下', parent: TOP }];
};

it('names people outside of the departments of the range, then the departments, in pages', async () => {
  const rig = await startRig();
  const first = await rig.call('GET', '/contact/v3/scopes', { query: { page_size: '4' } });
  expect(first.body.data).toMatchObject({ department_ids: [], group_ids: [], has_more: true });
  const page_token = first.body.data.page_token;
  const second = await rig.call('GET', '/contact/v3/scopes', { query: { page_size: '4', page_token } });
  const ids = [...first.body.data.user_ids, ...second.body.data.user_ids];
  const people = ['zhangsan', 'lisi', 'wangwu', 'zhaoliu', 'emma', 'tanaka'];
  expect(ids.sort()).toEqual(people.map((handle) => rig.sandbox.person(handle).open_id).sort());
});

it('names departments instead of the people in and below them', async () => {
  const rig = await startRig(asDepartments);
  expect((await rig.call('GET', '/contact/v3/scopes')).body.data).toMatchObject({
    user_ids: [],
    department_ids: [TOP],
  });
  const children = await rig.call('GET', `/contact/v3/departments/${TOP}/children`, {
    query: { fetch_child: 'true' },
  });
  expect(children.body.data.items).toMatchObject([{ open_department_id: BELOW }]);
  const members = await rig.call('GET', '/contact/v3/users/find_by_department', {
    query: { department_id: BELOW },
  });
  const ids = members.body.data.items.map((one: { open_id: string }) => one.open_id);
  const people = ['wangwu', 'zhaoliu', 'tanaka'];
  expect(ids.sort()).toEqual(people.map((handle) => rig.sandbox.person(handle).open_id).sort());
});

it.each([
  ['a department outside of the range', 'users/find_by_department', { department_id: 'od-x' }, 40004],
  ['a page that is too large', 'scopes', { page_size: '101' }, 40011],
  ['the page token of another query', 'scopes', { page_token: 'x' }, 40012],
])('refuses %s', async (_name, path, query, code) => {
  const rig = await startRig(asDepartments);
  expect((await rig.call('GET', `/contact/v3/${path}`, { query })).body.code).toBe(code);
});

it('needs the scope', async () => {
  const rig = await startRig(withoutScope('contact:contact.base:readonly'));
  expect((await rig.call('GET', '/contact/v3/scopes')).body.code).toBe(99991672);
});
