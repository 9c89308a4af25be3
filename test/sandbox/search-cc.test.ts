import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { World } from '../../sandbox/platform/index.ts';
import { resolveMoment } from '../../sandbox/platform/world/moment.ts';
import { DAY, HOUR, type Rig, startRig, WORLD_START, withoutScope } from './support.ts';

const CODE = (n: number) => `7C468A54-8745-2245-9675-08B7C63E7A8${n}`;
const INSTANCE = (n: number) => `81D31358-93AF-92D6-7425-01A5D67C4E0${n}`;
const [PURCHASE, LEAVE, EXPENSE, SEAL] = [CODE(1), CODE(2), CODE(3), CODE(6)];

const ask = (rig: Rig, body: object, query = {}) =>
  rig.call('POST', '/approval/v4/instances/search_cc', { body, query });

/** Who got which instance, in the order of the answer. */
interface Item {
  instance: { code: string };
  cc: { create_time: string; read_status: string };
}
const found = (answer: { body: { data: { cc_list: Item[] } } }) =>
  answer.body.data.cc_list.map(({ instance, cc }) => [instance.code, Number(cc.create_time), cc.read_status]);

interface Filters {
  user_id?: string;
  approval_code?: string;
  instance_code?: string;
  instance_external_id?: string;
  group_external_id?: string;
  cc_title?: string;
  read_status?: string;
  cc_create_time_from?: string;
  cc_create_time_to?: string;
}

/** The rules of the page, written down once more from the world file alone. */
function expected(world: World, filters: Filters): unknown[] {
  const rows = world.instances.flatMap((instance) => {
    const definition = world.definitions.find((one) => one.handle === instance.definition);
    return instance.ccs.flatMap((cc) =>
      cc.to.map((to) => ({
        instance,
        definition,
        title: cc.title,
        at: resolveMoment(cc.at, WORLD_START),
        open_id: world.people.find((person) => person.handle === to.person)?.open_id,
        status: to.read === undefined ? 'UNREAD' : 'READ',
      })),
    );
  });
  const f = filters;
  const definitionFilter = f.approval_code !== undefined || f.group_external_id !== undefined;
  const instanceFilter = f.instance_code !== undefined || f.instance_external_id !== undefined;
  return rows
    .filter((row) => f.user_id === undefined || row.open_id === f.user_id)
    .filter(
      (row) =>
        !definitionFilter ||
        row.definition?.approval_code === f.approval_code ||
        (f.group_external_id !== undefined && row.definition?.group.external_id === f.group_external_id),
    )
    .filter(
      (row) =>
        !instanceFilter ||
        row.instance.instance_code === f.instance_code ||
        (f.instance_external_id !== undefined && row.instance.external?.id === f.instance_external_id),
    )
    .filter((row) => f.cc_title === undefined || row.title === f.cc_title)
    .filter((row) => [undefined, 'ALL', row.status].includes(f.read_status))
    .filter(
      (row) =>
        row.at >= Number(f.cc_create_time_from ?? 0) && row.at <= Number(f.cc_create_time_to ?? Infinity),
    )
    .map((row) => [row.instance.instance_code, row.at, row.status.toLowerCase()]);
}

const bySpelling = (rows: unknown[]) => rows.map((row) => JSON.stringify(row)).sort();

it('finds what the rules say, for any filters', async () => {
  const rig = await startRig();
  const { world } = rig.sandbox;
  const optional = <T>(...values: T[]) => fc.option(fc.constantFrom(...values), { nil: undefined });
  const filters = fc
    .record({
      user_id: optional(...world.people.map((person) => person.open_id)),
      approval_code: optional(...world.definitions.map((definition) => definition.approval_code)),
      instance_code: optional(...world.instances.map((instance) => instance.instance_code)),
      instance_external_id: optional('SEAL-2026-0117', 'SEAL-none'),
      group_external_id: optional('legal-0004', 'legal-none'),
      cc_title: optional('保密协议用印（抄送）', 'other'),
      read_status: optional('READ', 'UNREAD', 'ALL'),
      span: optional(
        [WORLD_START - 30 * DAY, WORLD_START],
        [WORLD_START - 23 * HOUR, WORLD_START],
        [WORLD_START - 3 * DAY, WORLD_START - DAY],
      ),
    })
    .map(({ span, ...rest }): Filters => {
      const times = span && { cc_create_time_from: String(span[0]), cc_create_time_to: String(span[1]) };
      return JSON.parse(JSON.stringify({ ...rest, ...times }));
    })
    .filter((f) =>
      Boolean(
        f.user_id ?? f.approval_code ?? f.instance_code ?? f.instance_external_id ?? f.group_external_id,
      ),
    );
  await fc.assert(
    fc.asyncProperty(filters, async (f) => {
      await rig.clock.advance(1000);
      const answer = await ask(rig, f, { page_size: '200' });
      expect(bySpelling(found(answer))).toEqual(bySpelling(expected(world, f)));
      expect(answer.body.data.count).toBe(found(answer).length);
    }),
    { numRuns: 300, seed: 20261120 },
  );
});

it.each<[string, Filters, number[]]>([
  ['a definition', { approval_code: EXPENSE }, [3, 3]],
  [
    'a definition or a group: a union',
    { approval_code: LEAVE, group_external_id: 'legal-0004' },
    [2, 2, 9, 9],
  ],
  ['a group alone', { group_external_id: 'legal-0004' }, [9, 9]],
  [
    'an instance or an external id: a union',
    { instance_code: INSTANCE(4), instance_external_id: 'SEAL-2026-0117' },
    [9, 9, 4],
  ],
  ['definition and instance: an intersection', { approval_code: LEAVE, instance_code: INSTANCE(3) }, []],
  [
    'both unions: intersected',
    {
      approval_code: LEAVE,
      group_external_id: 'legal-0004',
      instance_code: INSTANCE(3),
      instance_external_id: 'SEAL-2026-0117',
    },
    [9, 9],
  ],
  ['an external id that does not exist', { instance_external_id: 'none' }, []],
  [
    'a title, which only third-party copies have',
    { approval_code: EXPENSE, group_external_id: 'legal-0004', cc_title: '保密协议用印（抄送）' },
    [9, 9],
  ],
  ['a title that native copies can’t have', { approval_code: EXPENSE, cc_title: '费用报销' }, []],
  [
    'empty strings, which count as none',
    { approval_code: EXPENSE, user_id: '', instance_code: '', cc_title: '' },
    [3, 3],
  ],
])('filters by %s', async (_name, filters, instances) => {
  const rig = await startRig();
  const codes = found(await ask(rig, filters)).map(([code]) => code);
  expect(codes).toEqual(instances.map(INSTANCE));
});

it('narrows to the recipient, by the id type of the query', async () => {
  const rig = await startRig();
  for (const type of ['open_id', 'union_id', 'user_id'] as const) {
    const user_id = rig.sandbox.person('emma')[type];
    const { body } = await ask(rig, { user_id }, { user_id_type: type });
    expect(body.data.count).toBe(2);
    const [item] = body.data.cc_list;
    expect(item.instance.user_id).toBe(rig.sandbox.person('wangwu')[type]);
    expect(item.cc.user_id).toBe(rig.sandbox.person('zhangsan')[type]);
  }
});

it('answers a native copy and a third-party copy with the fields of each', async () => {
  const rig = await startRig();
  const [native, external] = (
    await ask(rig, { user_id: rig.sandbox.person('zhangsan').open_id, locale: 'en-US' })
  ).body.data.cc_list;
  const { open_id } = rig.sandbox.person('wangwu');
  expect(native).toEqual({
    approval: {
      code: EXPENSE,
      name: 'Expense claim',
      is_external: false,
      approval_id: '7090754740375519253',
      icon: '',
    },
    group: { external_id: '', name: '财务' },
    instance: {
      code: INSTANCE(3),
      external_id: '',
      user_id: open_id,
      start_time: String(WORLD_START - DAY),
      end_time: '0',
      status: 'pending',
      extra: '{}',
      serial_id: '202611190003',
    },
    cc: {
      user_id: open_id,
      create_time: String(WORLD_START - 23 * HOUR),
      read_status: 'unread',
      extra: '{}',
    },
  });
  const link = {
    pc_link: 'https://seal.example.com/requests/0117',
    mobile_link: 'https://seal.example.com/m/requests/0117',
  };
  expect(external).toMatchObject({
    approval: { code: SEAL, name: 'Seal request', is_external: true, external: { batch_cc_read: true } },
    group: { external_id: 'legal-0004', name: '法务系统' },
    instance: { external_id: 'SEAL-2026-0117', title: '保密协议用印', link },
    cc: { title: '保密协议用印（抄送）', link },
  });
});

it.each<[string, object, object, number]>([
  ['no filter at all', {}, {}, 1390001],
  ['only filters that don’t count', { read_status: 'UNREAD', cc_title: 'x', locale: 'zh-CN' }, {}, 1390001],
  [
    'five empty filters',
    { user_id: '', approval_code: '', instance_code: '', instance_external_id: '', group_external_id: '' },
    {},
    1390001,
  ],
  ['an unknown read_status', { approval_code: PURCHASE, read_status: 'SEEN' }, {}, 1390001],
  ['an unknown locale', { approval_code: PURCHASE, locale: 'de-DE' }, {}, 1390001],
  ['a begin without an end', { approval_code: PURCHASE, cc_create_time_from: '1' }, {}, 1390001],
  ['an end without a begin', { approval_code: PURCHASE, cc_create_time_to: '1' }, {}, 1390001],
  [
    'an end before the begin',
    { approval_code: PURCHASE, cc_create_time_from: '2', cc_create_time_to: '1' },
    {},
    1390001,
  ],
  [
    'times that are numbers',
    { approval_code: PURCHASE, cc_create_time_from: 1, cc_create_time_to: 2 },
    {},
    1390001,
  ],
  [
    'times that are no numbers',
    { approval_code: PURCHASE, cc_create_time_from: 'a', cc_create_time_to: 'b' },
    {},
    1390001,
  ],
  ['an unknown definition', { approval_code: '00000000-0000-0000-0000-000000000000' }, {}, 1390002],
  ['an unknown instance', { instance_code: '00000000-0000-0000-0000-000000000000' }, {}, 1390003],
  ['an unknown person', { user_id: 'ou_nobody' }, {}, 1390001],
  ['a person by an id of another type', { user_id: 'a1f3c5d7' }, {}, 1390001],
  ['a field of the wrong type', { user_id: 7 }, {}, 1390001],
  ['a field that is not documented', { approval_code: PURCHASE, with_revoked_instance: true }, {}, 1390001],
  ['a page of 4', { approval_code: PURCHASE }, { page_size: '4' }, 1390001],
  ['a page of 201', { approval_code: PURCHASE }, { page_size: '201' }, 1390001],
  ['a page size that is no number', { approval_code: PURCHASE }, { page_size: '5.5' }, 1390001],
  ['a page token that was never issued', { approval_code: PURCHASE }, { page_token: 'abc' }, 1390001],
  ['an unknown id type', { approval_code: PURCHASE }, { user_id_type: 'email' }, 1390001],
])('refuses %s', async (_name, body, query, code) => {
  const rig = await startRig();
  const answer = await ask(rig, body, query);
  expect([answer.status, answer.body.code]).toEqual([400, code]);
});

it('takes exactly 30 days and no millisecond more; both ends belong to the span', async () => {
  const rig = await startRig();
  const span = (from: number, to: number) => ({
    approval_code: EXPENSE,
    cc_create_time_from: String(from),
    cc_create_time_to: String(to),
  });
  expect((await ask(rig, span(WORLD_START - 30 * DAY, WORLD_START))).body.data.count).toBe(2);
  expect((await ask(rig, span(WORLD_START - 30 * DAY - 1, WORLD_START))).body.code).toBe(1390001);
  const at = WORLD_START - 23 * HOUR;
  expect((await ask(rig, span(at, at))).body.data.count).toBe(1);
  expect((await ask(rig, span(at + 1, at + 1))).body.data.count).toBe(0);
});

it('needs the scope for user_ids when they are asked for', async () => {
  const rig = await startRig(withoutScope('contact:user.employee_id:readonly'));
  expect((await ask(rig, { approval_code: EXPENSE }, { user_id_type: 'user_id' })).body.code).toBe(99991672);
  expect((await ask(rig, { approval_code: EXPENSE })).body.code).toBe(0);
});

describe('pages', () => {
  /** 24 copies of the laptops to lisi, one a minute. */
  async function withCopies(): Promise<Rig> {
    const rig = await startRig();
    const { person } = rig.sandbox;
    const body = {
      approval_code: PURCHASE,
      instance_code: INSTANCE(1),
      user_id: person('zhangsan').open_id,
      cc_user_ids: [person('lisi').open_id],
    };
    for (let n = 0; n < 24; n += 1) {
      await rig.clock.advance(60_000);
      await rig.call('POST', '/approval/v4/instances/cc', { body });
    }
    return rig;
  }
  const filters = { instance_code: INSTANCE(1) };

  it('are 10 long by default, newest first, and end without a token', async () => {
    const rig = await withCopies();
    const times: number[] = [];
    let token: string | undefined;
    const lengths: number[] = [];
    do {
      const { data } = (await ask(rig, filters, token === undefined ? {} : { page_token: token })).body;
      expect(data.count).toBe(24);
      lengths.push(data.cc_list.length);
      times.push(...data.cc_list.map((item: Item) => Number(item.cc.create_time)));
      expect(data.has_more).toBe('page_token' in data);
      token = data.page_token;
    } while (token !== undefined);
    expect(lengths).toEqual([10, 10, 4]);
    expect(times).toEqual([...times].sort((a, b) => b - a));
    expect(new Set(times).size).toBe(24);
  });

  it('end where the rows end', async () => {
    const rig = await withCopies();
    const { data } = (await ask(rig, filters, { page_size: '24' })).body;
    expect([data.cc_list.length, data.has_more]).toEqual([24, false]);
    expect((await ask(rig, filters, { page_size: '5' })).body.data.cc_list).toHaveLength(5);
    expect((await ask(rig, filters, { page_size: '200', page_token: '' })).body.data.cc_list).toHaveLength(
      24,
    );
  });

  it('have tokens that fit no other query', async () => {
    const rig = await withCopies();
    const { page_token } = (await ask(rig, filters)).body.data;
    expect((await ask(rig, { ...filters, read_status: 'UNREAD' }, { page_token })).body.code).toBe(1390001);
    expect((await ask(rig, filters, { page_token, user_id_type: 'union_id' })).body.code).toBe(1390001);
    expect((await ask(rig, filters, { page_token })).body.code).toBe(0);
  });

  it('neither repeat nor skip what was there, when rows come and go in between', async () => {
    const rig = await withCopies();
    const unread = { ...filters, read_status: 'UNREAD' };
    const first = (await ask(rig, unread)).body.data;
    await rig.clock.advance(60_000);
    await rig.sandbox.readCc({ by: 'lisi', instance: 'laptops' });
    const { person } = rig.sandbox;
    await rig.call('POST', '/approval/v4/instances/cc', {
      body: {
        approval_code: PURCHASE,
        instance_code: INSTANCE(1),
        user_id: person('zhangsan').open_id,
        cc_user_ids: [person('lisi').open_id],
      },
    });
    const second = (await ask(rig, unread, { page_token: first.page_token })).body.data;
    expect([second.cc_list.length, second.has_more, second.count]).toEqual([0, false, 1]);
  });
});

it.each(['a setting of the world', 'a fault'])('may lag behind: by %s', async (how) => {
  const rig = await startRig((world) => {
    if (how !== 'a fault') world.settings.search_lag_ms = 5000;
  });
  const fault = how === 'a fault' ? rig.sandbox.faults.add({ on: 'search', lagMs: 5000 }) : undefined;
  const unread = async () =>
    (await ask(rig, { user_id: rig.sandbox.person('tanaka').open_id, read_status: 'UNREAD' })).body.data
      .count;
  expect(await unread()).toBe(1);
  await rig.sandbox.readCc({ by: 'tanaka', instance: 'annual-leave' });
  await rig.clock.advance(4999);
  expect(await unread()).toBe(1);
  await rig.clock.advance(1);
  expect(await unread()).toBe(0);
  const [zhangsan, tanaka] = [rig.sandbox.person('zhangsan'), rig.sandbox.person('tanaka')];
  await rig.call('POST', '/approval/v4/instances/cc', {
    body: {
      approval_code: PURCHASE,
      instance_code: INSTANCE(1),
      user_id: zhangsan.open_id,
      cc_user_ids: [tanaka.open_id],
    },
  });
  await rig.clock.advance(4999);
  expect(await unread()).toBe(0);
  await rig.clock.advance(1);
  expect(await unread()).toBe(1);
  fault?.remove();
});
