import { describe, expect, it } from 'vitest';
import { HOUR, type Rig, startBot, startRig, WORLD_START, withoutScope } from './support.ts';

const CODE = (n: number) => `7C468A54-8745-2245-9675-08B7C63E7A8${n}`;
const [PURCHASE, LEAVE, CONTRACT, TRAVEL, SEAL] = [CODE(1), CODE(2), CODE(4), CODE(5), CODE(6)];
const LAPTOPS = '81D31358-93AF-92D6-7425-01A5D67C4E01';
const UNKNOWN = '00000000-0000-0000-0000-000000000000';

interface CcEntry {
  cc_user_list: { cc_id: string }[];
}

describe('GET approvals/:code', () => {
  const get = (rig: Rig, code: string, query = {}) =>
    rig.call('GET', `/approval/v4/approvals/${code}`, { query });

  it('shows form, nodes and viewers as the platform does', async () => {
    const rig = await startRig();
    const { data } = (await get(rig, PURCHASE)).body;
    expect(data).toMatchObject({
      approval_name: '采购申请',
      status: 'ACTIVE',
      viewers: [{ type: 'TENANT', id: '' }],
    });
    expect(data).not.toHaveProperty('approval_admin_ids');
    const form = JSON.parse(data.form);
    expect(form.map(({ type }: { type: string }) => type)).toEqual([
      'input',
      'number',
      'amount',
      'radioV2',
      'textarea',
    ]);
    expect(form[3].option[0]).toEqual({ value: 'l2t1lum6-pwggunm9xvf-0', text: '线上采购' });
    expect(data.node_list[1]).toMatchObject({
      name: '部门负责人',
      need_approver: true,
      custom_node_id: 'manager',
    });
  });

  it('answers in the language and with the ids that were asked for', async () => {
    const rig = await startRig();
    const zhangsan = rig.sandbox.person('zhangsan');
    const { data } = (await get(rig, CODE(3), { locale: 'en-US', user_id_type: 'user_id' })).body;
    expect(data.approval_name).toBe('Expense claim');
    expect(data.viewers[0]).toEqual({ type: 'USER', id: zhangsan.open_id, user_id: zhangsan.user_id });
    expect((await get(rig, LEAVE, { locale: 'ja-JP' })).body.data.approval_name).toBe('休暇申請');
    expect((await get(rig, LEAVE, { locale: 'fr-FR' })).body.data.approval_name).toBe('请假申请');
    const purchase = (await get(rig, PURCHASE, { locale: 'en-US' })).body.data;
    expect(purchase.node_list[1].name).toBe('Head of department');
    const [item, , , way] = JSON.parse(purchase.form);
    expect(item).toMatchObject({ id: 'widget1', custom_id: 'item', name: 'Item' });
    expect(way.option).toEqual([
      { value: 'l2t1lum6-pwggunm9xvf-0', text: 'Online' },
      { value: 'l2t1lum6-9s2bqkbk2ti-1', text: 'In a shop' },
    ]);
    const admins = (await get(rig, PURCHASE, { with_admin_id: 'true' })).body.data.approval_admin_ids;
    expect(admins).toEqual([rig.sandbox.person('zhaoliu').open_id]);
  });

  it.each<[string, string, object, number]>([
    ['an unknown code', UNKNOWN, {}, 1390002],
    ['a code in small letters', PURCHASE.toLowerCase(), {}, 1390002],
    ['a third-party code', SEAL, {}, 1390002],
    ['an unknown locale', PURCHASE, { locale: 'xx' }, 1390001],
    ['a flag that is none', PURCHASE, { with_admin_id: '1' }, 1390001],
    ['an unknown id type', PURCHASE, { user_id_type: 'email' }, 1390001],
  ])('refuses %s', async (_name, code, query, expected) => {
    const rig = await startRig();
    const { status, body } = await get(rig, code, query);
    expect([status, body.code]).toEqual([400, expected]);
  });

  it('shows inactive definitions and refuses deleted ones', async () => {
    const rig = await startRig((world) => {
      for (const definition of world.definitions)
        if (definition.handle === 'leave') definition.status = 'DELETED';
    });
    expect((await get(rig, TRAVEL)).body.data.status).toBe('INACTIVE');
    expect((await get(rig, LEAVE)).body.code).toBe(1390016);
  });
});

it('subscribes once and unsubscribes once', async () => {
  const rig = await startRig();
  const post = async (act: string, code = PURCHASE) => {
    const { status, body } = await rig.call('POST', `/approval/v4/approvals/${code}/${act}`, { body: {} });
    return [status, body.code];
  };
  expect(await post('unsubscribe')).toEqual([400, 1390007]);
  expect(await post('subscribe')).toEqual([200, 0]);
  expect(await post('subscribe')).toEqual([400, 1390007]);
  expect(await post('subscribe', LEAVE)).toEqual([200, 0]);
  expect(await post('unsubscribe')).toEqual([200, 0]);
  expect(await post('unsubscribe')).toEqual([400, 1390007]);
  expect(await post('subscribe', UNKNOWN)).toEqual([400, 1390002]);
  expect(await post('unsubscribe', SEAL)).toEqual([400, 1390002]);
});

describe('GET instances/:id', () => {
  const get = (rig: Rig, id: string, query = {}) =>
    rig.call('GET', `/approval/v4/instances/${id}`, { query });

  it('shows tasks, comments, timeline and copies', async () => {
    const rig = await startRig();
    const [zhangsan, wangwu, emma] = ['zhangsan', 'wangwu', 'emma'].map((handle) =>
      rig.sandbox.person(handle),
    );
    const { data } = (await get(rig, '81D31358-93AF-92D6-7425-01A5D67C4E03', { locale: 'en-US' })).body;
    expect(data).toMatchObject({
      approval_name: 'Expense claim',
      status: 'PENDING',
      serial_number: '202611190003',
      start_time: String(WORLD_START - 24 * HOUR),
      end_time: '0',
      user_id: wangwu?.user_id,
      open_id: wangwu?.open_id,
      comment_list: [{ comment: '请补发票', open_id: rig.sandbox.person('zhaoliu').open_id }],
    });
    expect(data.task_list[0]).toMatchObject({
      status: 'APPROVED',
      node_name: 'Head of department',
      custom_node_id: 'manager',
      open_id: zhangsan?.open_id,
    });
    expect(data.task_list[1]).toMatchObject({ status: 'PENDING', end_time: '0', type: 'OR' });
    expect(data.timeline.map(({ type }: { type: string }) => type)).toEqual(['START', 'CC', 'PASS', 'CC']);
    expect(data.timeline[3]).toMatchObject({
      open_id: zhangsan?.open_id,
      comment: '请关注',
      open_id_list: [emma?.open_id],
      cc_user_list: [{ cc_id: '7410000000000000302', open_id: emma?.open_id, user_id: emma?.user_id }],
    });
    expect(JSON.parse(data.timeline[3].ext)).toEqual({
      open_id: zhangsan?.open_id,
      user_id: zhangsan?.user_id,
    });
    expect(JSON.parse(data.form)).toMatchObject([
      { id: 'widget1', name: 'What for', type: 'textarea', value: '十月客户拜访' },
      { id: 'widget2', type: 'fieldList' },
    ]);
  });

  it('shows options by their text in the language that was asked for, or in its own', async () => {
    const rig = await startRig();
    const form = async (query = {}) => JSON.parse((await get(rig, LAPTOPS, query)).body.data.form);
    expect((await form({ locale: 'ja-JP' }))[3]).toMatchObject({ name: '購入方法', value: 'オンライン購入' });
    expect((await form())[3]).toMatchObject({ name: '采购方式', value: '线上采购' });
    expect((await form({ locale: 'en-US' }))[0]).toMatchObject({ name: 'Item', value: '笔记本电脑' });
  });

  it('finds by code or uuid, whatever the case', async () => {
    const rig = await startRig();
    for (const id of [LAPTOPS, LAPTOPS.toLowerCase(), '0F0D7C0E-5A1B-4A52-9A54-6F3C3F6F7A01']) {
      expect((await get(rig, id)).body.data.instance_code).toBe(LAPTOPS);
    }
  });

  it('hides user_ids without their scope', async () => {
    const rig = await startRig(withoutScope('contact:user.employee_id:readonly'));
    const { data } = (await get(rig, LAPTOPS)).body;
    const { open_id, user_id } = rig.sandbox.person('zhangsan');
    expect([data.open_id, data.timeline[0].open_id]).toEqual([open_id, open_id]);
    expect(JSON.stringify(data)).not.toContain(user_id);
  });

  it.each<[string, string, object, number]>([
    ['an unknown code', UNKNOWN, {}, 1390003],
    ['a serial number', '202611200001', {}, 1390003],
    ['a third-party instance', '81D31358-93AF-92D6-7425-01A5D67C4E09', {}, 1390003],
    ['an unknown locale', LAPTOPS, { locale: 'zh' }, 1390001],
    ['an unknown user', LAPTOPS, { user_id: 'ou_nobody' }, 1390004],
  ])('refuses %s', async (_name, id, query, code) => {
    const rig = await startRig();
    const { status, body } = await get(rig, id, query);
    expect([status, body.code]).toEqual([400, code]);
  });
});

describe('POST instances/cc', () => {
  const cc = (rig: Rig, more: object = {}, query = {}) =>
    rig.call('POST', '/approval/v4/instances/cc', {
      query,
      body: {
        approval_code: PURCHASE,
        instance_code: LAPTOPS,
        user_id: rig.sandbox.person('zhangsan').open_id,
        cc_user_ids: [rig.sandbox.person('lisi').open_id],
        ...more,
      },
    });
  const timeline = async (rig: Rig) =>
    (await rig.call('GET', `/approval/v4/instances/${LAPTOPS}`)).body.data.timeline;

  it('appends one CC entry with a row for each recipient, unread', async () => {
    const rig = await startRig();
    const [lisi, emma] = [rig.sandbox.person('lisi'), rig.sandbox.person('emma')];
    await rig.clock.advance(5000);
    const answer = await cc(rig, {
      cc_user_ids: [lisi.open_id, emma.open_id, lisi.open_id],
      comment: '请看',
    });
    expect(answer.body).toEqual({ code: 0, msg: 'success', data: {} });
    const entries = await timeline(rig);
    expect(entries).toHaveLength(2);
    expect(entries[1]).toMatchObject({
      type: 'CC',
      create_time: String(WORLD_START + 5000),
      open_id: rig.sandbox.person('zhangsan').open_id,
      comment: '请看',
      open_id_list: [lisi.open_id, emma.open_id],
      cc_user_list: [{ open_id: lisi.open_id }, { open_id: emma.open_id }],
    });
    const unread = await rig.call('GET', '/approval/v4/tasks/query', {
      query: { user_id: lisi.open_id, topic: '17' },
    });
    expect(unread.body.data.tasks).toMatchObject([
      { process_code: LAPTOPS, task_id: entries[1].cc_user_list[0].cc_id },
    ]);
  });

  it('copies again to someone who has it already', async () => {
    const rig = await startRig();
    expect([(await cc(rig)).body.code, (await cc(rig)).body.code]).toEqual([0, 0]);
    const { open_id } = rig.sandbox.person('lisi');
    const [, ...copies] = await timeline(rig);
    expect(copies).toMatchObject(Array(2).fill({ type: 'CC', cc_user_list: [{ open_id }] }));
    expect(new Set(copies.map((one: CcEntry) => one.cc_user_list[0]?.cc_id)).size).toBe(2);
    const unread = await rig.call('GET', '/approval/v4/tasks/query', {
      query: { user_id: open_id, topic: '17' },
    });
    expect(unread.body.data.tasks).toHaveLength(2);
  });

  it.each(['user_id', 'union_id'] as const)('takes people by %s', async (type) => {
    const rig = await startRig();
    const people = {
      user_id: rig.sandbox.person('zhangsan')[type],
      cc_user_ids: [rig.sandbox.person('lisi')[type]],
    };
    expect((await cc(rig, people, { user_id_type: type })).body.code).toBe(0);
    expect((await cc(rig, people)).body.code).toBe(1390001);
  });

  const many = (rig: Rig, count: number) => Array(count).fill(rig.sandbox.person('lisi').open_id);
  it.each<[string, (rig: Rig) => object, number]>([
    ['no approval_code', () => ({ approval_code: undefined }), 1390001],
    ['no instance_code', () => ({ instance_code: undefined }), 1390001],
    ['no user_id', () => ({ user_id: undefined }), 1390001],
    ['no recipients', () => ({ cc_user_ids: undefined }), 1390001],
    ['an empty list', () => ({ cc_user_ids: [] }), 1390001],
    ['recipients that are no list', () => ({ cc_user_ids: 'ou_x' }), 1390001],
    ['recipients that are no text', () => ({ cc_user_ids: [1] }), 1390001],
    ['21 recipients', (rig) => ({ cc_user_ids: many(rig, 21) }), 1390001],
    ['a comment of 501 characters', () => ({ comment: 'x'.repeat(501) }), 1390001],
    ['a recipient that nobody is', () => ({ cc_user_ids: ['ou_nobody'] }), 1390001],
    [
      'one right and one wrong recipient',
      (rig) => ({ cc_user_ids: [...many(rig, 1), 'ou_nobody'] }),
      1390001,
    ],
    [
      'a recipient who has resigned',
      (rig) => ({ cc_user_ids: [rig.sandbox.person('sunqi').open_id] }),
      1390001,
    ],
    [
      'a recipient of another tenant',
      (rig) => ({ cc_user_ids: [rig.sandbox.person('partner').open_id] }),
      1390001,
    ],
    ['a sender that nobody is', () => ({ user_id: 'ou_nobody' }), 1390001],
    ['an unknown definition', () => ({ approval_code: UNKNOWN }), 1390002],
    ['a third-party definition', () => ({ approval_code: SEAL }), 1390002],
    ['an unknown instance', () => ({ instance_code: UNKNOWN }), 1390003],
    ['the uuid of an instance', (rig) => ({ instance_code: rig.sandbox.instance('laptops').uuid }), 1390003],
    ['an instance of another definition', () => ({ approval_code: LEAVE }), 1390003],
    [
      'a definition that wants signatures',
      () => ({ approval_code: CONTRACT, instance_code: '81D31358-93AF-92D6-7425-01A5D67C4E06' }),
      1390018,
    ],
  ])('refuses %s, without any effect', async (_name, more, code) => {
    const rig = await startRig();
    const { status, body } = await cc(rig, more(rig));
    expect([status, body.code]).toEqual([400, code]);
    expect(await timeline(rig)).toHaveLength(1);
  });

  it('takes 20 recipients and 500 characters, and finished instances of inactive definitions', async () => {
    const rig = await startRig();
    expect((await cc(rig, { cc_user_ids: many(rig, 20), comment: 'x'.repeat(500) })).body.code).toBe(0);
    const old = { approval_code: TRAVEL, instance_code: '81D31358-93AF-92D6-7425-01A5D67C4E07' };
    expect((await cc(rig, old)).body.code).toBe(0);
  });

  it('tells the bot of each copy, but only of subscribed definitions', async () => {
    const rig = await startRig();
    const bot = await startBot(rig.sandbox);
    await rig.sandbox.connect(bot.url);
    const [zhangsan, lisi, emma] = ['zhangsan', 'lisi', 'emma'].map((handle) => rig.sandbox.person(handle));
    await cc(rig);
    await rig.clock.advance(1000);
    expect(bot.received).toEqual([]);
    await rig.call('POST', `/approval/v4/approvals/${PURCHASE}/subscribe`, { body: {} });
    await cc(rig, { cc_user_ids: [lisi?.open_id, emma?.open_id] });
    await rig.clock.advance(1000);
    expect(bot.received.map(({ payload }) => payload.event.user_id)).toEqual([lisi?.user_id, emma?.user_id]);
    const entries = await timeline(rig);
    expect(bot.received[0]?.payload).toEqual({
      ts: expect.stringMatching(/^\d{10}\.\d{7}$/),
      uuid: expect.stringMatching(/^[0-9a-f]{32}$/),
      token: rig.sandbox.app.verification_token,
      type: 'event_callback',
      event: {
        app_id: rig.sandbox.app.app_id,
        tenant_key: rig.sandbox.world.tenant_key,
        type: 'approval_cc',
        approval_code: PURCHASE,
        instance_code: LAPTOPS,
        id: entries[2].cc_user_list[0].cc_id,
        user_id: lisi?.user_id,
        create_time: WORLD_START + 1000,
        operate: 'CREATE',
        from: zhangsan?.user_id,
      },
    });
  });
});

describe('reading what was copied', () => {
  it('marks it read and tells the bot', async () => {
    const rig = await startRig((world) => {
      world.settings.subscribed = ['leave'];
    });
    const bot = await startBot(rig.sandbox);
    await rig.sandbox.connect(bot.url);
    await rig.sandbox.readCc({ by: 'tanaka', instance: 'annual-leave' });
    expect(bot.received.map(({ payload }) => payload.event)).toMatchObject([
      {
        operate: 'READ',
        id: '7410000000000000201',
        user_id: 'f6d8eabc',
        from: 'e5c7d9ab',
        approval_code: LEAVE,
      },
    ]);
    await rig.sandbox.readCc({ by: 'tanaka', instance: 'annual-leave' });
    expect(bot.received).toHaveLength(1);
    const query = (topic: string) =>
      rig.call('GET', '/approval/v4/tasks/query', {
        query: { user_id: rig.sandbox.person('tanaka').open_id, topic },
      });
    expect((await query('17')).body.data.tasks).toEqual([]);
    expect((await query('18')).body.data.tasks).toMatchObject([
      { task_id: '7410000000000000201', status: '18' },
    ]);
  });

  it('is impossible for what was never copied', async () => {
    const rig = await startRig();
    await expect(rig.sandbox.readCc({ by: 'wangwu', instance: 'laptops' })).rejects.toThrow(
      'was never copied',
    );
  });
});

describe('GET tasks/query', () => {
  const query = async (rig: Rig, handle: string, topic: string, more = {}) =>
    (
      await rig.call('GET', '/approval/v4/tasks/query', {
        query: { user_id: rig.sandbox.person(handle).open_id, topic, ...more },
      })
    ).body;

  it.each([
    ['1', 'lisi', ['81D31358-93AF-92D6-7425-01A5D67C4E01']],
    ['2', 'zhangsan', ['81D31358-93AF-92D6-7425-01A5D67C4E03', '81D31358-93AF-92D6-7425-01A5D67C4E02']],
    ['3', 'wangwu', ['81D31358-93AF-92D6-7425-01A5D67C4E03', '81D31358-93AF-92D6-7425-01A5D67C4E09']],
    [
      '17',
      'zhangsan',
      [
        '81D31358-93AF-92D6-7425-01A5D67C4E03',
        '81D31358-93AF-92D6-7425-01A5D67C4E09',
        '81D31358-93AF-92D6-7425-01A5D67C4E07',
      ],
    ],
    ['18', 'zhangsan', ['81D31358-93AF-92D6-7425-01A5D67C4E04']],
    ['1', 'emma', []],
  ])('topic %s of %s', async (topic, handle, codes) => {
    const rig = await startRig();
    const { data } = await query(rig, handle, topic);
    expect(data.tasks.map((task: { process_code: string }) => task.process_code)).toEqual(codes);
    expect(data).toMatchObject({ has_more: false, count: { total: codes.length, has_more: false } });
  });

  it('gives names and links', async () => {
    const rig = await startRig();
    const { data } = await query(rig, 'zhangsan', '17');
    const [expense, seal] = data.tasks;
    expect(expense).toMatchObject({
      topic: '17',
      status: '17',
      process_status: '1',
      definition_name: '费用报销',
      initiator_names: ['王五'],
    });
    expect(decodeURIComponent(expense.urls.mobile)).toMatch(/pages\/detail\/index\?instanceId=\d{18,19}$/);
    expect(expense).not.toHaveProperty('process_external_id');
    expect(seal).toMatchObject({
      title: '保密协议用印',
      process_external_id: 'SEAL-2026-0117',
      urls: { pc: 'https://seal.example.com/requests/0117' },
    });
  });

  it('pages with tokens that fit one query, and counts on the first page', async () => {
    const rig = await startRig();
    const first = (await query(rig, 'zhangsan', '17', { page_size: '2' })).data;
    expect([first.tasks.length, first.has_more, first.count.total]).toEqual([2, true, 3]);
    const second = (await query(rig, 'zhangsan', '17', { page_size: '2', page_token: first.page_token }))
      .data;
    expect([second.tasks.length, second.has_more]).toEqual([1, false]);
    expect(second).not.toHaveProperty('count');
    expect(second).not.toHaveProperty('page_token');
    expect((await query(rig, 'zhangsan', '18', { page_token: first.page_token })).code).toBe(1390001);
  });

  it.each([
    { topic: '4' },
    { topic: '' },
    { topic: [] },
    { user_id: 'ou_nobody' },
    { user_id: [] },
    { page_size: '0' },
    { page_size: '201' },
    { page_size: 'ten' },
    { page_token: 'made-up' },
  ])('refuses %j', async (more) => {
    const rig = await startRig();
    expect((await query(rig, 'zhangsan', '1', more)).code).toBe(1390001);
  });
});
