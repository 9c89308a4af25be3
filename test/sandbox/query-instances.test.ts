import { expect, it } from 'vitest';
import { DAY, HOUR, type Rig, startRig, WORLD_START } from './support.ts';

const CODE = (n: number) => `7C468A54-8745-2245-9675-08B7C63E7A8${n}`;
const INSTANCE = (n: number) => `81D31358-93AF-92D6-7425-01A5D67C4E0${n}`;
const [PURCHASE, SEAL] = [CODE(1), CODE(6)];

const ask = (rig: Rig, body: object, query = {}) =>
  rig.call('POST', '/approval/v4/instances/query', { body, query });
interface Item {
  instance: { code: string };
}
const codes = (answer: { body: { data: { instance_list: Item[] } } }) =>
  answer.body.data.instance_list.map(({ instance }) => instance.code);

it.each<[string, (rig: Rig) => object, number[]]>([
  ['the initiator', (rig) => ({ user_id: rig.sandbox.person('wangwu').open_id }), [3, 9]],
  ['a definition, without what was reverted', () => ({ approval_code: PURCHASE }), [1, 4]],
  [
    'a definition or a group',
    () => ({ approval_code: PURCHASE, group_external_id: 'legal-0004' }),
    [1, 9, 4],
  ],
  [
    'an instance or an external id',
    () => ({ instance_code: INSTANCE(2), instance_external_id: 'SEAL-2026-0117' }),
    [2, 9],
  ],
  [
    'a title, which only third-party ones have',
    (rig) => ({ user_id: rig.sandbox.person('wangwu').open_id, instance_title: '保密协议用印' }),
    [9],
  ],
  [
    'PENDING',
    (rig) => ({ user_id: rig.sandbox.person('zhangsan').open_id, instance_status: 'PENDING' }),
    [1, 6],
  ],
  ['RECALL', (rig) => ({ user_id: rig.sandbox.person('zhangsan').open_id, instance_status: 'RECALL' }), [5]],
  ['REJECT', () => ({ approval_code: PURCHASE, instance_status: 'REJECT' }), [4]],
  ['APPROVED', (rig) => ({ user_id: rig.sandbox.person('emma').open_id, instance_status: 'APPROVED' }), [2]],
  ['DELETED', () => ({ approval_code: PURCHASE, instance_status: 'DELETED' }), []],
  ['ALL', () => ({ approval_code: SEAL, instance_status: 'ALL' }), [9]],
  [
    'the time of the start',
    (rig) => ({
      user_id: rig.sandbox.person('zhangsan').open_id,
      instance_start_time_from: String(WORLD_START - DAY),
      instance_start_time_to: String(WORLD_START),
    }),
    [1, 6],
  ],
])('filters by %s', async (_name, filters, expected) => {
  const rig = await startRig();
  expect(codes(await ask(rig, filters(rig)))).toEqual(expected.map(INSTANCE));
});

it('answers an item with definition, group and instance', async () => {
  const rig = await startRig();
  const { data } = (
    await ask(rig, { instance_code: INSTANCE(2), locale: 'ja-JP' }, { user_id_type: 'user_id' })
  ).body;
  expect(data).toEqual({
    count: 1,
    has_more: false,
    instance_list: [
      {
        approval: {
          code: CODE(2),
          name: '休暇申請',
          is_external: false,
          approval_id: '7090754740375519252',
          icon: '',
        },
        group: { external_id: '', name: '人事' },
        instance: {
          code: INSTANCE(2),
          external_id: '',
          user_id: rig.sandbox.person('emma').user_id,
          start_time: String(WORLD_START - 2 * DAY),
          end_time: String(WORLD_START - 24 * HOUR),
          status: 'approved',
          extra: '{}',
          serial_id: '202611180002',
        },
      },
    ],
  });
});

it('leaves a gap on the page for what was reverted', async () => {
  const rig = await startRig((world) => {
    const chairs = world.instances.find((instance) => instance.handle === 'chairs');
    for (let n = 10; n < 18 && chairs; n += 1) {
      world.instances.push({
        ...chairs,
        handle: `more-${n}`,
        instance_code: `81D31358-93AF-92D6-7425-01A5D67C4E${n}`,
        serial_number: `s${n}`,
        started: `-${n}d`,
        ccs: [],
      });
    }
  });
  const first = (await ask(rig, { approval_code: PURCHASE }, { page_size: '5' })).body.data;
  expect([first.instance_list.length, first.has_more, first.count]).toEqual([4, true, 11]);
  const second = (
    await ask(rig, { approval_code: PURCHASE }, { page_size: '5', page_token: first.page_token })
  ).body.data;
  expect([second.instance_list.length, second.has_more]).toEqual([5, true]);
  expect((await ask(rig, { approval_code: SEAL }, { page_token: first.page_token })).body.code).toBe(1390001);
});

it.each<[string, object, object, number]>([
  ['no filter', {}, {}, 1390001],
  ['a status alone', { instance_status: 'PENDING' }, {}, 1390001],
  ['the status that answers have', { approval_code: PURCHASE, instance_status: 'pending' }, {}, 1390001],
  ['CANCELED, which is RECALL here', { approval_code: PURCHASE, instance_status: 'CANCELED' }, {}, 1390001],
  ['a begin without an end', { approval_code: PURCHASE, instance_start_time_from: '1' }, {}, 1390001],
  [
    'more than 30 days',
    { approval_code: PURCHASE, instance_start_time_from: '0', instance_start_time_to: String(30 * DAY + 1) },
    {},
    1390001,
  ],
  ['a filter of the other list', { approval_code: PURCHASE, read_status: 'ALL' }, {}, 1390001],
  ['an unknown definition', { approval_code: 'none' }, {}, 1390002],
  ['an unknown instance', { instance_code: 'none' }, {}, 1390003],
  ['an unknown person', { user_id: 'none' }, {}, 1390001],
  ['a page of 4', { approval_code: PURCHASE }, { page_size: '4' }, 1390001],
  ['a page of 201', { approval_code: PURCHASE }, { page_size: '201' }, 1390001],
])('refuses %s', async (_name, body, query, code) => {
  const rig = await startRig();
  const answer = await ask(rig, body, query);
  expect([answer.status, answer.body.code]).toEqual([400, code]);
});

it('may lag behind like search_cc', async () => {
  const rig = await startRig();
  rig.sandbox.faults.add({ on: 'search', lagMs: 3 * HOUR });
  expect(codes(await ask(rig, { approval_code: PURCHASE }))).toEqual([INSTANCE(4)]);
  rig.sandbox.faults.clear();
  expect(codes(await ask(rig, { approval_code: PURCHASE }))).toEqual([INSTANCE(1), INSTANCE(4)]);
});
