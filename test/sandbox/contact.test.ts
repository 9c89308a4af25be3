import { expect, it } from 'vitest';
import { type Call, startRig, withoutScope, withScope } from './support.ts';

const user = (id: string) => `/contact/v3/users/${id}`;

it.each(['open_id', 'union_id', 'user_id'] as const)('finds a person by %s', async (type) => {
  const rig = await startRig(withScope('contact:user.base:readonly'));
  const {
    open_id,
    union_id,
    user_id,
    name,
    en_name,
    department_id,
    [type]: id,
  } = rig.sandbox.person('zhangsan');
  const { body } = await rig.call('GET', user(id), { query: { user_id_type: type } });
  expect(body.data.user).toEqual({
    open_id,
    union_id,
    user_id,
    name,
    en_name,
    department_ids: [department_id],
    status: expect.objectContaining({ is_resigned: false }),
  });
});

it('shows a field only with its scope', async () => {
  const bare = await startRig(
    withoutScope(
      'contact:user.employee_id:readonly',
      'contact:user.employee:readonly',
      'contact:user.department:readonly',
    ),
  );
  const { open_id, union_id } = bare.sandbox.person('zhangsan');
  expect((await bare.call('GET', user(open_id))).body.data.user).toEqual({ open_id, union_id });
  const rich = await startRig(
    withScope(
      'contact:user.email:readonly',
      'contact:user.employee:readonly',
      'contact:user.department:readonly',
    ),
  );
  const { sunqi } = { sunqi: rich.sandbox.person('sunqi') };
  expect((await rich.call('GET', user(sunqi.open_id))).body.data.user).toMatchObject({
    email: '',
    status: { is_resigned: true, is_activated: false },
    department_ids: [sunqi.department_id],
  });
});

it.each<[string, string, Call['query'], number]>([
  ['an open_id that does not exist', `ou_${'0'.repeat(32)}`, {}, 99992351],
  ['something that is no open_id', 'zhangsan', {}, 41012],
  ['a user_id that does not exist', 'zzzz', { user_id_type: 'user_id' }, 41012],
  ['an unknown id type', 'zzzz', { user_id_type: 'email' }, 40001],
])('refuses %s', async (_name, id, query, code) => {
  const rig = await startRig();
  const { status, body } = await rig.call('GET', user(id), { query: query ?? {} });
  expect([status, body.code]).toEqual([400, code]);
});

it('refuses people outside the range and of other tenants; a batch leaves out the first', async () => {
  const rig = await startRig(withScope('contact:user.base:readonly'));
  const { person } = rig.sandbox;
  const ids = ['zhangsan', 'zhouba', 'zhangsan', 'lisi'].map((handle) => person(handle).open_id);
  expect((await rig.call('GET', user(person('zhouba').open_id))).body.code).toBe(41050);
  expect((await rig.call('GET', user(person('partner').open_id))).body.code).toBe(99992351);
  const { body } = await rig.call('GET', user('batch'), { query: { user_ids: ids } });
  expect(body.data.items.map((item: { name: string }) => item.name)).toEqual(['张三', '李四']);
});

it('takes 1 to 50 ids in a batch', async () => {
  const rig = await startRig();
  const { open_id } = rig.sandbox.person('lisi');
  const ask = (count: number) =>
    rig.call('GET', user('batch'), { query: { user_ids: Array(count).fill(open_id) } });
  expect((await ask(1)).body.data.items).toHaveLength(1);
  expect((await ask(50)).body.code).toBe(0);
  expect((await ask(51)).body.code).toBe(40001);
  expect((await ask(0)).body.code).toBe(40001);
});
