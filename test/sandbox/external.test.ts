import { request } from 'node:http';
import { json } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { type Rig, startRig, WORLD_START, withoutScope } from './support.ts';

const CONTRACT = '84C18825-A3D2-41D0-891F-E7A2424C5D48';
const INSTANCES = '/approval/v4/external_instances';
const APPROVALS = '/approval/v4/external_approvals';
const zhangsan = 'ou_94d750c95b9a3e4f9e75abd3b603b00c';
const lisi = 'ou_c5301c290ef30f0c9cf8450aef26821d';
const links = { pc_link: 'https://oa.example.com/pc', mobile_link: 'https://oa.example.com/m' };
const time = (after = 0) => String(WORLD_START + after);

const task = (id: string, after = 0, more = {}) => ({
  task_id: id,
  open_id: lisi,
  title: '@i18n@task',
  links,
  status: 'PENDING',
  create_time: time(),
  end_time: '0',
  update_time: time(after),
  ...more,
});
const cc = (id: string, after = 0, more = {}) => ({
  cc_id: id,
  open_id: lisi,
  links: { pc_link: 'https://oa.example.com/cc' },
  read_status: 'UNREAD',
  title: '抄送给你',
  create_time: time(),
  update_time: time(after),
  ...more,
});
const instance = (after = 0, more = {}) => ({
  approval_code: CONTRACT,
  instance_id: 'A-1',
  status: 'PENDING',
  links,
  title: '@i18n@title',
  open_id: zhangsan,
  start_time: time(),
  end_time: '0',
  update_time: time(after),
  task_list: [task('T-1')],
  cc_list: [cc('C-1')],
  i18n_resources: [
    {
      locale: 'zh-CN',
      is_default: true,
      texts: [
        { key: '@i18n@title', value: '框架合同' },
        { key: '@i18n@task', value: '审批' },
      ],
    },
  ],
  ...more,
});

/** Sends, and lets enough time pass for the next. */
async function sync(rig: Rig, body: object) {
  const answer = await rig.call('POST', INSTANCES, { body });
  await rig.clock.advance(1_000);
  return answer;
}
const there = (rig: Rig) => rig.sandbox.platform.externals.instances.get('A-1')?.body;
const search = async (rig: Rig, body: object) =>
  (await rig.call('POST', '/approval/v4/instances/search_cc', { body })).body.data;

describe('external_instances', () => {
  it('answers with what it has now, twice wrapped', async () => {
    const rig = await startRig();
    const { status, body } = await sync(rig, instance());
    expect(status).toBe(200);
    expect(body.data.data).toEqual(instance());
  });

  it.each<[string, object, string]>([
    ['no links', { links: undefined }, 'links'],
    ['a task without links', { task_list: [task('T', 0, { links: undefined })] }, 'task_list.0.links'],
    [
      'a task without create_time',
      { task_list: [task('T', 0, { create_time: undefined })] },
      'task_list.0.create_time',
    ],
    [
      'a task without end_time',
      { task_list: [task('T', 0, { end_time: undefined })] },
      'task_list.0.end_time',
    ],
    [
      'a copy without update_time',
      { cc_list: [cc('C', 0, { update_time: undefined })] },
      'cc_list.0.update_time',
    ],
    ['no texts', { i18n_resources: undefined }, 'i18n_resources'],
    [
      'an empty generate_type',
      { task_list: [task('T', 0, { generate_type: '' })] },
      'task_list.0.generate_type',
    ],
    ['301 tasks', { task_list: Array.from({ length: 301 }, (_, n) => task(`T${n}`)) }, 'task_list'],
    ['201 copies', { cc_list: Array.from({ length: 201 }, (_, n) => cc(`C${n}`)) }, 'cc_list'],
  ])('refuses %s with 99992402 and the field', async (_what, change, field) => {
    const rig = await startRig();
    const { body } = await sync(rig, instance(0, change));
    expect(body.code).toBe(99992402);
    expect(body.error.field_violations.map((one: { field: string }) => one.field)).toContain(field);
  });

  it('knows the real code of a definition only, and never lets it change', async () => {
    const rig = await startRig();
    expect((await sync(rig, instance(0, { approval_code: 'oa-contract' }))).body.code).toBe(1390002);
    await sync(rig, instance());
    const seal = '7C468A54-8745-2245-9675-08B7C63E7A86';
    expect((await sync(rig, instance(1, { approval_code: seal }))).body.code).toBe(1390001);
  });

  it('takes no quick succession on one instance', async () => {
    const rig = await startRig();
    const post = (body: object) => rig.call('POST', INSTANCES, { body });
    await post(instance());
    expect((await post(instance(1))).body.code).toBe(1395001);
    expect((await post(instance(1, { instance_id: 'A-2' }))).body.code).toBe(0);
    await rig.clock.advance(500);
    expect((await post(instance(1))).body.code).toBe(0);
  });

  it('REPLACE, which is usual, forgets what is not in it, whatever its time', async () => {
    const rig = await startRig();
    await sync(rig, instance());
    await sync(rig, instance(-5, { task_list: [], cc_list: [cc('C-2')] }));
    expect(there(rig)).toMatchObject({ update_time: time(-5), task_list: [], cc_list: [{ cc_id: 'C-2' }] });
    const { cc_list } = await search(rig, { instance_external_id: 'A-1' });
    expect(cc_list).toHaveLength(1);
  });

  it.each([
    ['older', -1],
    ['of the same age', 0],
  ])('ignores an UPDATE that is %s as a whole, though its tasks be newer', async (_what, after) => {
    const rig = await startRig();
    await sync(rig, instance());
    const update = {
      update_mode: 'UPDATE',
      status: 'APPROVED',
      task_list: [task('T-1', 9, { status: 'APPROVED' })],
    };
    expect((await sync(rig, instance(after, update))).body.code).toBe(0);
    expect(there(rig)).toEqual(instance());
  });

  it('UPDATE adds what is new, and changes what is newer', async () => {
    const rig = await startRig();
    await sync(rig, instance());
    await sync(rig, {
      ...instance(1, { update_mode: 'UPDATE', department_name: 'x', open_id: lisi }),
      task_list: [task('T-1', 0, { status: 'DONE' }), task('T-2', 1)],
      cc_list: [cc('C-1', 1, { title: '新', open_id: zhangsan })],
    });
    expect(there(rig)).toMatchObject({
      open_id: lisi,
      task_list: [{ task_id: 'T-1', status: 'PENDING' }, { task_id: 'T-2' }],
      cc_list: [{ title: '新', open_id: lisi }],
    });
    expect(there(rig)).not.toHaveProperty('department_name');
  });

  it('needs its scope', async () => {
    const rig = await startRig(withoutScope('approval:external_instance'));
    expect((await sync(rig, instance())).body.code).toBe(99991672);
  });
});

describe('what people and lists see', () => {
  it('the copy is found by the ids of the system and its group, by title and by reading', async () => {
    const rig = await startRig();
    await sync(rig, instance());
    for (const filter of [
      { instance_external_id: 'A-1' },
      { group_external_id: 'oa-0001' },
      { cc_title: '抄送给你', user_id: lisi },
    ]) {
      const { cc_list } = await search(rig, { ...filter, read_status: 'UNREAD' });
      expect(cc_list).toMatchObject([
        {
          approval: { is_external: true, name: '合同审批' },
          instance: { external_id: 'A-1', title: '框架合同', status: 'pending' },
          cc: { title: '抄送给你', read_status: 'unread', link: { pc_link: 'https://oa.example.com/cc' } },
        },
      ]);
    }
    await rig.sandbox.readCc({ by: 'lisi', instance: 'external:A-1' });
    expect((await search(rig, { instance_external_id: 'A-1', read_status: 'UNREAD' })).cc_list).toEqual([]);
    await sync(rig, instance(1, { update_mode: 'UPDATE', cc_list: [cc('C-1', 1)] }));
    expect((await search(rig, { instance_external_id: 'A-1', read_status: 'UNREAD' })).cc_list).toHaveLength(
      1,
    );
  });

  it('ids that are there twice are not shown', async () => {
    const rig = await startRig();
    await sync(rig, instance(0, { task_list: [task('same'), task('T-2')], cc_list: [cc('same')] }));
    const { tasks, timeline } = rig.sandbox.instance('external:A-1');
    expect([tasks.map((one) => one.id), timeline]).toEqual([['T-2'], []]);
  });

  it('no native endpoint knows it', async () => {
    const rig = await startRig();
    await sync(rig, instance());
    const { instance_code } = rig.sandbox.instance('external:A-1');
    expect((await rig.call('GET', `/approval/v4/instances/${instance_code}`)).body.code).toBe(1390003);
  });
});

describe('external_instances/check', () => {
  const check = async (rig: Rig, ...instances: object[]) =>
    (await rig.call('POST', `${INSTANCES}/check`, { body: { instances } })).body;
  const known = (tasks: object[], after = 0) => ({ instance_id: 'A-1', update_time: time(after), tasks });

  it('compares the instance, its tasks, their times and its own', async () => {
    const rig = await startRig();
    await sync(rig, instance());
    const own = { task_id: 'T-1', update_time: time() };
    const diff = async (one: object) => (await check(rig, one)).data.diff_instances;
    expect(await diff(known([own]))).toEqual([]);
    expect(await diff({ ...known([own]), instance_id: 'none' })).toEqual([
      { instance_id: 'none', update_time: '0', tasks: [] },
    ]);
    expect(await diff(known([own, { task_id: 'T-9', update_time: time() }]))).toEqual([
      { instance_id: 'A-1', update_time: time(), tasks: [{ task_id: 'T-9', update_time: '0' }] },
    ]);
    expect(await diff(known([{ ...own, update_time: time(5) }]))).toEqual([
      { instance_id: 'A-1', update_time: time(), tasks: [own] },
    ]);
    expect(await diff(known([own], 5))).toEqual([{ instance_id: 'A-1', update_time: time(), tasks: [] }]);
  });

  it('needs the time and the tasks of each', async () => {
    const rig = await startRig();
    expect((await check(rig, { instance_id: 'A-1', tasks: [] })).code).toBe(99992402);
    expect((await check(rig, { instance_id: 'A-1', update_time: time() })).code).toBe(99992402);
  });
});

describe('external_tasks', () => {
  /** A GET with a body, which fetch refuses to send. */
  const list = (rig: Rig, body: object, query = '') =>
    new Promise<{
      code: number;
      data: { data: { instance_id: string; tasks: object[] }[]; has_more: boolean; page_token?: string };
    }>((resolve, reject) => {
      const text = JSON.stringify(body);
      const headers = {
        authorization: `Bearer ${rig.token}`,
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(text),
      };
      request(`${rig.sandbox.url}/open-apis/approval/v4/external_tasks${query}`, { headers }, (response) =>
        resolve(json(response) as never),
      )
        .on('error', reject)
        .end(text);
    });

  it('takes its filters in the body: instances, or definitions and a status', async () => {
    const rig = await startRig();
    await sync(rig, instance());
    await sync(rig, instance(0, { instance_id: 'A-2', task_list: [task('T', 0, { status: 'DONE' })] }));
    const row = { task: { id: 'T-1', status: 'PENDING', update_time: time() } };
    expect((await list(rig, { instance_ids: ['A-1'] })).data.data).toMatchObject([
      {
        instance_id: 'A-1',
        approval_code: CONTRACT,
        status: 'PENDING',
        update_time: time(),
        tasks: [row.task],
      },
    ]);
    const pending = await list(rig, { approval_codes: [CONTRACT], status: 'PENDING' });
    expect(pending.data.data.map((one) => one.instance_id)).toEqual(['A-1']);
    expect((await list(rig, { status: 'PENDING' })).code).toBe(1390001);
    expect((await list(rig, { instance_ids: Array.from({ length: 21 }, String) })).code).toBe(1390001);
  });

  it('comes in pages', async () => {
    const rig = await startRig();
    for (const n of [1, 2, 3]) await sync(rig, instance(0, { instance_id: `A-${n}` }));
    const ids = { instance_ids: ['A-1', 'A-2', 'A-3'] };
    const first = await list(rig, ids, '?page_size=2');
    expect([first.data.data.length, first.data.has_more]).toEqual([2, true]);
    const second = await list(rig, ids, `?page_size=2&page_token=${first.data.page_token}`);
    expect([second.data.data.length, second.data.has_more]).toEqual([1, false]);
  });
});

describe('external_approvals', () => {
  const definition = (more = {}) => ({
    approval_name: '@i18n@name',
    approval_code: 'crm-discount',
    group_code: 'crm',
    group_name: '@i18n@group',
    external: { support_pc: true, support_batch_read: true },
    i18n_resources: [
      {
        locale: 'zh-CN',
        is_default: true,
        texts: [
          { key: '@i18n@name', value: '折扣' },
          { key: '@i18n@group', value: '客户' },
        ],
      },
    ],
    ...more,
  });
  const put = (rig: Rig, body: object) => rig.call('POST', APPROVALS, { body });

  it('gives another code back, by which alone it can be read, and shows the first', async () => {
    const rig = await startRig();
    const real = (await put(rig, definition())).body.data.approval_code;
    expect(real).not.toBe('crm-discount');
    expect((await rig.call('GET', `${APPROVALS}/crm-discount`)).body.code).toBe(1390002);
    expect((await rig.call('GET', `${APPROVALS}/${real}`)).body.data).toMatchObject({
      approval_code: 'crm-discount',
    });
    expect((await sync(rig, instance(0, { approval_code: real }))).body.code).toBe(0);
  });

  it('updates by the first code, resets what is not sent, and makes a second one of the other code', async () => {
    const rig = await startRig();
    const real = (await put(rig, definition())).body.data.approval_code;
    expect((await put(rig, definition({ external: {} }))).body.data.approval_code).toBe(real);
    const { external } = (await rig.call('GET', `${APPROVALS}/${real}`)).body.data;
    expect(external).toMatchObject({ support_pc: false, support_batch_read: false });
    expect((await put(rig, definition({ approval_code: real }))).body.data.approval_code).not.toBe(real);
  });

  it('makes a group of a code and a name, and then knows it by its code', async () => {
    const rig = await startRig();
    expect((await put(rig, definition({ group_code: undefined }))).body.code).toBe(1390001);
    expect((await put(rig, definition({ group_name: undefined }))).body.code).toBe(1390001);
    await put(rig, definition());
    const other = definition({ approval_code: 'crm-refund', group_name: undefined });
    expect((await put(rig, other)).body.code).toBe(0);
  });

  it.each<[string, object]>([
    ['a name of 8 characters', { approval_name: '@i18n@12' }],
    ['a code of 129', { approval_code: 'x'.repeat(129) }],
    ['201 viewers', { viewers: Array.from({ length: 201 }, () => ({ viewer_type: 'TENANT' })) }],
    [
      'two default languages',
      {
        i18n_resources: [0, 1].map((n) => ({
          ...definition().i18n_resources[0],
          locale: ['zh-CN', 'en-US'][n],
        })),
      },
    ],
  ])('refuses %s', async (_what, change) => {
    const rig = await startRig();
    expect((await put(rig, definition(change))).body.code).toBe(99992402);
  });
});
