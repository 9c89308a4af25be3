import { describe, expect, it } from 'vitest';
import type { World } from '../../sandbox/platform/index.ts';
import { type Rig, startRig, withoutScope } from './support.ts';

const LAPTOPS = { approval_code: '7C468A54-8745-2245-9675-08B7C63E7A81', instance: 'laptops' };
const EVERYTHING = '7C468A54-8745-2245-9675-08B7C63E7A91';
const APPROVER = '1a2b3c4d5e6f70819203a4b5c6d7e8f9';
const COPIED = '2b3c4d5e6f70819203a4b5c6d7e8f91a';

type More = Record<string, unknown>;

function cc(rig: Rig, more: More = {}) {
  const { open_id } = rig.sandbox.person('zhangsan');
  const body = {
    approval_code: LAPTOPS.approval_code,
    instance_code: rig.sandbox.instance(LAPTOPS.instance).instance_code,
    open_id,
    cc_open_ids: [rig.sandbox.person('lisi').open_id],
    ...more,
  };
  return rig.call('POST', '/approval/openapi/v2/instance/cc', { body });
}

function create(rig: Rig, form: unknown, more: More = {}) {
  const body = {
    approval_code: EVERYTHING,
    open_id: rig.sandbox.person('zhangsan').open_id,
    form: typeof form === 'string' ? form : JSON.stringify(form),
    ...more,
  };
  return rig.call('POST', '/approval/openapi/v2/instance/create', { body });
}

const crowd = (world: World) => {
  const [first] = world.people;
  for (let n = 0; n < 21; n++)
    world.people.push({
      ...first!,
      handle: `crowd${n}`,
      open_id: `ou_crowd${n}`,
      user_id: `crowd${n}`,
      union_id: `on_crowd${n}`,
    });
};
const many = (count: number, id: (n: number) => string) => Array.from({ length: count }, (_, n) => id(n));

describe('v2 cc', () => {
  it.each<[string, More, number]>([
    ['a user_id before the open_id', { user_id: 'b2e4d6f8' }, 0],
    ['a wrong user_id beside a right open_id', { user_id: 'nobody' }, 0],
    ['an empty user_id', { user_id: '' }, 0],
    ['a wrong user_id alone', { user_id: 'nobody', open_id: '' }, 60004],
    ['no acting person', { open_id: '' }, 60001],
    ['no acting person at all', { open_id: undefined }, 60001],
    ['no recipients', { cc_open_ids: [] }, 60001],
    ['no lists of recipients', { cc_open_ids: undefined }, 60001],
    ['recipients by user_id alone', { cc_open_ids: undefined, cc_user_ids: ['b2e4d6f8'] }, 0],
    ['a recipient whom nobody knows', { cc_open_ids: ['ou_nobody'] }, 60004],
    ['a recipient who has left', { cc_user_ids: ['a7e9fbcd'] }, 60004],
    ['a recipient of another company', { cc_user_ids: ['c90b1def'] }, 60004],
    ['a list that is a text', { cc_open_ids: 'ou_1' }, 60001],
    ['another definition', { approval_code: EVERYTHING }, 60003],
    ['an unknown definition', { approval_code: 'no-such-definition' }, 60002],
    ['an unknown instance', { instance_code: 'no-such-instance' }, 60003],
    ['an unknown field', { cc_users: [] }, 60001],
    ['the long list of v4', { user_id_type: 'open_id' }, 60001],
    ['20 recipients', { cc_user_ids: many(20, (n) => `crowd${n}`), cc_open_ids: [] }, 0],
    ['21 recipients', { cc_user_ids: many(21, (n) => `crowd${n}`), cc_open_ids: [] }, 60001],
  ])('%s', async (_name, more, code) => {
    const rig = await startRig(crowd);
    const { status, body } = await cc(rig, more);
    expect([status, body.code]).toEqual([200, code]);
    const entries = rig.sandbox.instance('laptops').timeline.filter((one) => one.type === 'CC');
    expect(entries).toHaveLength(code === 0 ? 1 : 0);
  });

  it('goes by the user_id when both ids are given, and by the open_id when that names nobody', async () => {
    const rig = await startRig();
    const actor = async (user_id: string) => {
      await cc(rig, { user_id });
      return rig.sandbox.instance('laptops').timeline.at(-1)?.by.handle;
    };
    expect(await actor('b2e4d6f8')).toBe('lisi');
    expect(await actor('wrong')).toBe('zhangsan');
  });

  it('wants a token and its scope', async () => {
    const rig = await startRig(withoutScope('approval:approval:readonly'));
    expect((await cc(rig)).body.code).toBe(99991672);
    rig.token = 't-wrong';
    expect((await cc(rig)).body.code).toBe(99991663);
  });
});

describe('v2 create', () => {
  const fine = [{ id: 'widgetA02', type: 'input', value: '椅子' }];
  it.each<[string, unknown, More, number]>([
    ['a form', fine, {}, 0],
    ['empty uuid and department', fine, { uuid: '', department_id: '' }, 0],
    ['a wrong user_id beside a right open_id', fine, { user_id: 'nobody' }, 0],
    ['no open_id', fine, { open_id: undefined, user_id: 'b2e4d6f8' }, 60001],
    ['both ids empty', fine, { open_id: '', user_id: '' }, 60001],
    ['both ids wrong', fine, { open_id: 'ou_nobody', user_id: 'nobody' }, 60004],
    ['an unknown definition', fine, { approval_code: 'no-such-definition' }, 60002],
    ['one that is switched off', fine, { approval_code: '7C468A54-8745-2245-9675-08B7C63E7A85' }, 60002],
    ['a department of others', fine, { department_id: 'finance01' }, 60005],
    ['a form that is no JSON', '[', {}, 60006],
    ['a form that is no list', { id: 'widgetA02' }, {}, 60006],
    ['an unknown control', [{ id: 'widgetZ', type: 'input', value: 'x' }], {}, 60006],
    ['another type of control', [{ id: 'widgetA02', type: 'textarea', value: 'x' }], {}, 60006],
    ['an unknown field', fine, { title: '@i18n@x' }, 60001],
    ['lists as v4 has them', fine, { node_approver_open_id_list: [{ key: APPROVER, value: [] }] }, 60001],
    ['an unknown node', fine, { node_approver_user_id_list: { nowhere: ['b2e4d6f8'] } }, 60001],
    ['an approver out of range', fine, { node_approver_user_id_list: { [APPROVER]: ['e5c7d9ab'] } }, 60001],
    ['an approver', fine, { node_approver_user_id_list: { [APPROVER]: ['b2e4d6f8'] } }, 0],
    ['20 copies', fine, { node_cc_user_id_list: { [COPIED]: many(20, (n) => `crowd${n}`) } }, 0],
    ['21 copies', fine, { node_cc_user_id_list: { [COPIED]: many(21, (n) => `crowd${n}`) } }, 60001],
    [
      '21 copies in both lists together',
      fine,
      {
        node_cc_user_id_list: { [COPIED]: many(20, (n) => `crowd${n}`) },
        node_cc_open_id_list: { [COPIED]: ['ou_crowd20'] },
      },
      60001,
    ],
    [
      'the same 20 in both lists',
      fine,
      {
        node_cc_user_id_list: { [COPIED]: many(20, (n) => `crowd${n}`) },
        node_cc_open_id_list: { [COPIED]: many(20, (n) => `ou_crowd${n}`) },
      },
      0,
    ],
  ])('%s', async (_name, form, more, code) => {
    const rig = await startRig(crowd);
    const before = rig.sandbox.platform.approvals.instances.length;
    const { status, body } = await create(rig, form, more);
    expect([status, body.code]).toEqual([200, code]);
    expect(rig.sandbox.platform.approvals.instances.length - before).toBe(code === 0 ? 1 : 0);
  });

  it('makes one instance of one uuid, whatever its capitals, also beside v4', async () => {
    const rig = await startRig();
    expect((await create(rig, fine, { uuid: 'One-UUID' })).body.code).toBe(0);
    const again = await create(rig, fine, { uuid: 'oNE-uuid' });
    expect([again.status, again.body.code]).toEqual([200, 60012]);
    const { body } = await rig.call('POST', '/approval/v4/instances', {
      body: {
        approval_code: EVERYTHING,
        open_id: rig.sandbox.person('zhangsan').open_id,
        form: '[]',
        uuid: 'one-uuid',
      },
    });
    expect(body.code).toBe(60012);
  });

  it('names the control that it does not take', async () => {
    const rig = await startRig();
    for (const entry of [
      { id: 'widgetA17', type: 'document', value: { token: 'TLLKdcpDro9ijQ', type: 'docx' } },
      { id: 'widgetA19', type: 'address', value: [{ id: '1816670' }] },
      { id: 'widgetA05', type: 'amount', value: 3.5, currency: 'CNY' },
      { id: 'widgetA26', type: 'serialNumber', value: '1' },
    ]) {
      const { body } = await create(rig, [entry]);
      expect([body.code, body.msg.includes(`控件= ${entry.id}`)]).toEqual([60006, true]);
    }
  });
});
