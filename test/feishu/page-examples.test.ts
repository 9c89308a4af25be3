import { describe, expect, it } from 'vitest';
import type { World } from '../../sandbox/platform/index.ts';
import { approvals } from '../../src/feishu/approvals.ts';
import { approvalsV2 } from '../../src/feishu/approvals-v2.ts';
import { searchCc } from '../../src/feishu/copies.ts';
import { startRig } from '../sandbox/support.ts';
import { gatewayTo } from '../support/gateway.ts';

const CODE = '7C468A54-8745-2245-9675-08B7C63E7A85';
const NODE = '46e6d96cfa756980907209209ec03b64';

/** The request examples of the pages, as they stand there. */
const examples = {
  v2Cc: {
    approval_code: CODE,
    instance_code: CODE,
    user_id: 'f7cb567e',
    open_id: 'ou_123456',
    cc_user_ids: ['f7cb567e'],
    cc_open_ids: ['ou_123456'],
    comment: '123',
  },
  v2Create: {
    approval_code: CODE,
    user_id: 'f7cb567e',
    open_id: 'ou_123456',
    uuid: '',
    department_id: '',
    form: '[{"id":"user_name", "type": "input", "value":"test"}]',
    node_approver_user_id_list: { [NODE]: ['f7cb567e'], manager_node_id: ['f7cb567e'] },
    node_approver_open_id_list: { [NODE]: ['ou_12345'], manager_node_id: ['ou_12345'] },
  },
  v4Cc: {
    approval_code: CODE,
    instance_code: CODE,
    user_id: 'f7cb567e',
    cc_user_ids: ['f7cb567e'],
    comment: 'ok',
  },
  searchCc: {
    user_id: 'lwiu098wj',
    approval_code: 'EB828003-9FFE-4B3F-AA50-2E199E2ED942',
    instance_code: 'EB828003-9FFE-4B3F-AA50-2E199E2ED943',
    instance_external_id: 'EB828003-9FFE-4B3F-AA50-2E199E2ED976',
    group_external_id: '1234567',
    cc_title: 'test',
    read_status: 'read',
    cc_create_time_from: '1547654251506',
    cc_create_time_to: '1547654251506',
    locale: 'zh-CN',
  },
};

const by = <T extends { handle: string }>(list: T[], handle: string): T =>
  list.find((one) => one.handle === handle) as T;

/** Everything that the examples name exists; `byOpenId` for those whose ids are read as open_ids. */
function bend(world: World, byOpenId = false) {
  by(world.definitions, 'travel').approval_code = '7C468A54-8745-2245-9675-08B7C63E7A00';
  const purchase = by(world.definitions, 'purchase');
  if (purchase.kind !== 'native') throw new Error('no native definition');
  purchase.approval_code = CODE;
  purchase.form.push({ id: 'widget9', custom_id: 'user_name', name: '姓名', type: 'input', required: true });
  const [node] = purchase.node_list.filter((one) => one.node_id === NODE);
  if (!node) throw new Error('no node');
  node.approver_chosen_multi = true;
  purchase.node_list.push({ ...node, node_id: 'a'.repeat(32), custom_node_id: 'manager_node_id' });
  by(world.instances, 'laptops').instance_code = CODE;
  const open_id = byOpenId ? 'f7cb567e' : 'ou_123456';
  Object.assign(by(world.people, 'zhangsan'), { user_id: 'f7cb567e', open_id });
  Object.assign(by(world.people, 'lisi'), { open_id: 'ou_12345' });
  Object.assign(by(world.people, 'emma'), { open_id: 'lwiu098wj' });
  const seal = by(world.definitions, 'seal');
  Object.assign(seal, { approval_code: examples.searchCc.approval_code });
  const copied = by(world.instances, 'nda-seal');
  copied.instance_code = examples.searchCc.instance_code;
  const at = new Date(1547654251506).toISOString();
  for (const cc of copied.ccs) Object.assign(cc, { at, title: 'test' });
}

describe('the pages’ examples, sent as they stand, are taken by the sandbox', () => {
  it('v2 cc: both lists name one person, who gets one copy', async () => {
    const rig = await startRig(bend);
    const { status, body } = await rig.call('POST', '/approval/openapi/v2/instance/cc', {
      body: examples.v2Cc,
    });
    expect([status, body]).toEqual([200, { code: 0, msg: 'success' }]);
    const entry = rig.sandbox.instance('laptops').timeline.at(-1);
    expect(entry).toMatchObject({ type: 'CC', comment: '123', by: { handle: 'zhangsan' } });
    expect(entry?.copies.map((copy) => copy.recipient.handle)).toEqual(['zhangsan']);
  });

  it('v2 create: the approvers of both maps add up', async () => {
    const rig = await startRig(bend);
    const { status, body } = await rig.call('POST', '/approval/openapi/v2/instance/create', {
      body: examples.v2Create,
    });
    expect([status, body]).toEqual([
      200,
      { code: 0, msg: 'success', data: { instance_code: expect.stringMatching(/^[0-9A-F-]{36}$/) } },
    ]);
    const created = rig.sandbox.platform.approvals.instance(body.data.instance_code);
    expect(created?.initiator.handle).toBe('zhangsan');
    expect(created?.tasks.map((task) => task.approver.handle)).toEqual(['zhangsan', 'lisi']);
    expect(created?.form).toMatchObject([{ id: 'user_name', value: 'test' }]);
  });

  it('v4 cc', async () => {
    const rig = await startRig((world) => bend(world, true));
    const { body } = await rig.call('POST', '/approval/v4/instances/cc', {
      query: { user_id_type: 'open_id' },
      body: examples.v4Cc,
    });
    expect(body).toEqual({ code: 0, msg: 'success', data: {} });
  });

  it('v4 search_cc', async () => {
    const rig = await startRig(bend);
    const { body } = await rig.call('POST', '/approval/v4/instances/search_cc', {
      query: { user_id_type: 'open_id' },
      body: examples.searchCc,
    });
    expect(body).toMatchObject({
      code: 0,
      data: {
        count: 1,
        has_more: false,
        cc_list: [{ approval: { is_external: true }, cc: { title: 'test', read_status: 'read' } }],
      },
    });
  });
});

describe('the bot produces the pages’ examples, equal in every field', () => {
  const sent = async (
    work: (gateway: ReturnType<typeof gatewayTo>, webBaseUrl: string) => Promise<unknown>,
    byOpenId = false,
  ) => {
    const { sandbox } = await startRig((world) => bend(world, byOpenId));
    await work(gatewayTo(sandbox), sandbox.url);
    const call = sandbox.calls.at(-1);
    expect(call?.code).toBe(0);
    expect(call?.headers['content-type']).toContain('application/json');
    return { path: call?.path, query: call?.query, body: call?.body };
  };
  /** The pages use one user_id beside two open_ids. */
  const userIds = async () => ({ ou_123456: 'f7cb567e', ou_12345: 'f7cb567e' });

  it('v2 cc', async () => {
    const call = await sent((gateway, webBaseUrl) =>
      approvalsV2({ gateway, webBaseUrl, userIds }).cc({
        approvalCode: CODE,
        instanceCode: CODE,
        by: 'ou_123456',
        to: ['ou_123456'],
        comment: '123',
      }),
    );
    expect(call).toEqual({ path: '/approval/openapi/v2/instance/cc', query: {}, body: examples.v2Cc });
  });

  it('v2 create', async () => {
    const approvers = [NODE, 'manager_node_id'].map((node) => ({ node, people: ['ou_12345'] }));
    const { path, body } = await sent((gateway, webBaseUrl) =>
      approvalsV2({ gateway, webBaseUrl, userIds }).create({
        approvalCode: CODE,
        initiator: 'ou_123456',
        departmentId: undefined,
        form: [{ id: 'user_name', type: 'input', value: 'test' }],
        approvers,
        ccs: [],
        uuid: '',
      }),
    );
    expect(path).toBe('/approval/openapi/v2/instance/create');
    const { form, ...rest } = body as typeof examples.v2Create;
    const { form: expected, ...others } = examples.v2Create;
    expect(rest).toEqual(others);
    expect(JSON.parse(form)).toEqual(JSON.parse(expected));
  });

  it('v4 cc', async () => {
    const call = await sent(
      (gateway) =>
        approvals(gateway).cc({
          approvalCode: CODE,
          instanceCode: CODE,
          by: 'f7cb567e',
          to: ['f7cb567e'],
          comment: 'ok',
        }),
      true,
    );
    expect(call).toEqual({
      path: '/open-apis/approval/v4/instances/cc',
      query: { user_id_type: 'open_id' },
      body: examples.v4Cc,
    });
  });

  it('v4 search_cc', async () => {
    const { body } = await sent((gateway) =>
      searchCc(
        gateway,
        { page_size: 10, user_id_type: 'open_id' },
        {
          ...examples.searchCc,
          locale: 'zh-CN',
          // What the bot itself asks for is written in capitals, as in the page's table.
          read_status: 'read' as 'READ',
        },
      ),
    );
    expect(body).toEqual(examples.searchCc);
  });
});
