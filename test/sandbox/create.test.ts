import { expect, it } from 'vitest';
import { type Rig, startRig, withoutScope } from './support.ts';

const EVERYTHING = '7C468A54-8745-2245-9675-08B7C63E7A91';
const OVERTIME = '7C468A54-8745-2245-9675-08B7C63E7A93';
const OUTING = '7C468A54-8745-2245-9675-08B7C63E7A94';

const create = (rig: Rig, approval_code: string, form: object[], more: object = {}) =>
  rig.call('POST', '/approval/v4/instances', {
    body: {
      approval_code,
      open_id: rig.sandbox.person('zhangsan').open_id,
      form: JSON.stringify(form),
      ...more,
    },
  });

const at = (time: string) => `2026-12-01T${time}:00+08:00`;

it.each<[string, object, boolean]>([
  ['a text', { id: 'widgetA02', type: 'input', value: '椅子 🪑' }, true],
  ['an empty text', { id: 'widgetA02', type: 'input', value: '' }, false],
  ['a text by its custom id', { id: 'title', type: 'input', value: '椅子' }, true],
  ['another type', { id: 'widgetA02', type: 'textarea', value: '椅子' }, false],
  ['no value', { id: 'widgetA02', type: 'input' }, false],
  ['an unknown control', { id: 'widgetZ', type: 'input', value: 'x' }, false],
  ['a number', { id: 'widgetA04', type: 'number', value: 3 }, true],
  ['a number as text', { id: 'widgetA04', type: 'number', value: '3' }, false],
  ['an amount', { id: 'widgetA05', type: 'amount', value: 3.5, currency: 'USD' }, true],
  [
    'an amount in a currency that is not allowed',
    { id: 'widgetA05', type: 'amount', value: 3.5, currency: 'JPY' },
    false,
  ],
  ['an amount without currency', { id: 'widgetA05', type: 'amount', value: 3.5 }, false],
  ['an option', { id: 'widgetA07', type: 'radioV2', value: 'mfx01-opt-1' }, true],
  ['the text of an option', { id: 'widgetA07', type: 'radioV2', value: '线下' }, false],
  ['options', { id: 'widgetA09', type: 'checkboxV2', value: ['mfx00-opt-0'] }, true],
  ['no option', { id: 'widgetA09', type: 'checkboxV2', value: [] }, false],
  ['a date', { id: 'widgetA10', type: 'date', value: at('00:00') }, true],
  ['a day', { id: 'widgetA10', type: 'date', value: '2026-12-01' }, false],
  [
    'an interval',
    { id: 'widgetA13', type: 'dateInterval', value: { start: at('00:00'), end: at('09:00'), interval: 1 } },
    true,
  ],
  [
    'an interval that ends first',
    { id: 'widgetA13', type: 'dateInterval', value: { start: at('09:00'), end: at('00:00'), interval: 1 } },
    false,
  ],
  [
    'an interval without length',
    { id: 'widgetA13', type: 'dateInterval', value: { start: at('00:00'), end: at('09:00') } },
    false,
  ],
  ['nobody', { id: 'widgetA14', type: 'contact', value: [], open_ids: [] }, false],
  ['a person by user_id', { id: 'widgetA14', type: 'contact', value: ['b2e4d6f8'] }, true],
  ['a stranger', { id: 'widgetA14', type: 'contact', value: ['nobody'] }, false],
  [
    'a department',
    { id: 'widgetA15', type: 'department', value: [{ open_id: 'od-be0720c11c721d25bb8c6ec730243c25' }] },
    true,
  ],
  [
    'a department by another id',
    { id: 'widgetA15', type: 'department', value: [{ open_id: 'finance01' }] },
    false,
  ],
  [
    'a linked instance',
    { id: 'widgetA16', type: 'connect', value: ['81D31358-93AF-92D6-7425-01A5D67C4E01'] },
    true,
  ],
  [
    'an instance of a definition that may not be linked',
    { id: 'widgetA16', type: 'connect', value: ['81D31358-93AF-92D6-7425-01A5D67C4E02'] },
    false,
  ],
  [
    'a document',
    { id: 'widgetA17', type: 'document', value: { token: 'TLLKdcpDro9ijQ', type: 'docx' } },
    true,
  ],
  [
    'a telephone',
    { id: 'widgetA18', type: 'telephone', value: { countryCode: '+86', nationalNumber: '13122222222' } },
    true,
  ],
  [
    'a telephone as GET shows it',
    { id: 'widgetA18', type: 'telephone', value: { country_code: '+86', national_number: '13122222222' } },
    false,
  ],
  [
    'an address',
    { id: 'widgetA19', type: 'address', value: [{ id: '1816670', detailAddress: '中关村' }] },
    true,
  ],
  ['an address nowhere', { id: 'widgetA19', type: 'address', value: [{ id: '1' }] }, false],
  [
    'rows',
    { id: 'widgetA20', type: 'fieldList', value: [[{ id: 'widgetA22', type: 'number', value: 2 }]] },
    true,
  ],
  [
    'a bad row',
    { id: 'widgetA20', type: 'fieldList', value: [[{ id: 'widgetA22', type: 'number', value: 'two' }]] },
    false,
  ],
  [
    'a file that was not uploaded',
    { id: 'widgetA24', type: 'attachmentV2', value: ['D93653C3-2609-4EE0-8041-61DC1D84F0B5'] },
    false,
  ],
  ['a serial number', { id: 'widgetA26', type: 'serialNumber', value: '1' }, false],
  ['an explanation', { id: 'widgetA01', type: 'text', value: 'x' }, false],
])('judges %s', async (_name, entry, fine) => {
  const rig = await startRig();
  const { status, body } = await create(rig, EVERYTHING, [entry]);
  if (fine) expect([status, body.code]).toEqual([200, 0]);
  else expect([status, body.code]).toEqual([400, 1390001]);
  if (!fine) expect(body.msg).toContain(`控件= ${(entry as { id: string }).id.slice(0, 8)}`);
});

it('computes formulas for itself', async () => {
  const rig = await startRig();
  const form = (total: number) => [
    { id: 'widgetA04', type: 'number', value: 3 },
    { id: 'widgetA05', type: 'amount', value: 1.1, currency: 'CNY' },
    { id: 'widgetA06', type: 'formula', value: total },
  ];
  expect((await create(rig, EVERYTHING, form(3.3))).body.code).toBe(0);
  expect((await create(rig, EVERYTHING, form(3.4))).body.msg).toContain('控件= widgetA06');
});

it('wants of a group what its page wants', async () => {
  const rig = await startRig();
  const range = (start: string, end: string) => [
    { id: 'widgetWorkGroupStartTime', type: 'date', value: start },
    { id: 'widgetWorkGroupEndTime', type: 'date', value: end },
  ];
  const work = (ranges: object[]) => ({
    id: 'widgetWorkGroup',
    type: 'workGroup',
    value: [
      { id: 'widgetWorkGroupOvertimeWorkers', type: 'contact', value: ['a1f3c5d7'] },
      { id: 'widgetWorkGroupType', type: 'radioV2', value: '-1' },
      { id: 'widgetWorkGroupTimeRangeFieldList', type: 'fieldList', value: ranges },
      { id: 'widgetWorkGroupReason', type: 'textarea', value: '发布' },
    ],
  });
  const fine = range(at('18:00'), at('20:00'));
  expect((await create(rig, OVERTIME, [work([fine])])).body.code).toBe(0);
  for (const bad of [
    [],
    [range(at('20:00'), at('18:00'))],
    [range(at('18:00'), '2026-12-05T18:00:00+08:00')],
  ])
    expect((await create(rig, OVERTIME, [work(bad)])).body.code).toBe(1390001);
  const out = {
    id: 'widgetOutGroup',
    type: 'outGroup',
    value: [{ id: 'widgetOutGroupReason', type: 'textarea', value: 'x' }],
  };
  expect((await create(rig, OUTING, [out])).body.msg).toContain('out type is required');
});

it('makes one instance of one uuid, which then finds it; and passes a node without approvers by itself', async () => {
  const rig = await startRig();
  const once = { uuid: 'one-AND-only' };
  const first = await create(rig, EVERYTHING, [], once);
  const again = await create(rig, EVERYTHING, [], { uuid: 'ONE-and-only' });
  expect([again.status, again.body.code]).toEqual([400, 60012]);
  const { body } = await rig.call('GET', '/approval/v4/instances/one-and-only');
  expect(body.data.instance_code).toBe(first.body.data.instance_code);
  expect(body.data.timeline.map((entry: { type: string }) => entry.type)).toEqual(['START', 'AUTO_PASS']);
  expect(body.data.task_list).toMatchObject([{ status: 'PENDING', node_name: '审批人' }]);
});

it('takes approvers within their range only', async () => {
  const rig = await startRig();
  const { open_id: lisi } = rig.sandbox.person('lisi');
  const { open_id: emma } = rig.sandbox.person('emma');
  const key = '1a2b3c4d5e6f70819203a4b5c6d7e8f9';
  const asked = (value: string[]) =>
    create(rig, EVERYTHING, [], { node_approver_open_id_list: [{ key, value }] });
  expect((await asked([lisi])).body.code).toBe(0);
  expect((await asked([emma])).body.code).toBe(1390001);
  expect((await asked([lisi, rig.sandbox.person('wangwu').open_id])).body.code).toBe(1390001);
});

it('cancels for the initiator while it is pending, and tells it by events', async () => {
  const rig = await startRig((world) => {
    world.settings.subscribed = ['everything'];
  });
  const { body } = await create(rig, EVERYTHING, []);
  const { open_id } = rig.sandbox.person('zhangsan');
  const cancel = (user_id: string) =>
    rig.call('POST', '/approval/v4/instances/cancel', {
      body: { approval_code: EVERYTHING, instance_code: body.data.instance_code, user_id },
    });
  expect((await cancel(rig.sandbox.person('lisi').open_id)).body.code).toBe(1390009);
  expect((await cancel(open_id)).body.code).toBe(0);
  expect((await cancel(open_id)).body.code).toBe(1390001);
  const sent = rig.sandbox.deliveries.map(
    (one) => (one.payload as { event: { type: string; status: string } }).event,
  );
  expect(sent.map(({ type, status }) => `${type} ${status}`)).toEqual([
    'approval_instance PENDING',
    'approval_task PENDING',
    'approval_task DONE',
    'approval_instance CANCELED',
  ]);
});

it('previews for a department when there are several', async () => {
  const rig = await startRig();
  const preview = (handle: string, department_id?: string) =>
    rig.call('POST', '/approval/v4/instances/preview', {
      body: {
        approval_code: EVERYTHING,
        user_id: rig.sandbox.person(handle).open_id,
        form: '[]',
        ...(department_id && { department_id }),
      },
    });
  expect((await preview('wangwu')).body.code).toBe(1390001);
  expect((await preview('wangwu', 'finance01')).body.code).toBe(0);
  const { body } = await preview('zhangsan');
  expect(body.data.preview_nodes.map((node: { node_name: string }) => node.node_name)).toEqual([
    '发起',
    '项目负责人',
    '审批人',
    '结束',
  ]);
});

it('gives a picture that a person sent to the app that is in the chat, and takes it for a form', async () => {
  const rig = await startRig();
  const sent = rig.sandbox.say({
    from: 'zhangsan',
    chat: 'direct',
    attachment: { kind: 'image', name: 'picture.png', type: 'image/png', data: Buffer.from('PNG') },
    deliver: false,
  });
  const { message_id } = await sent;
  const [message] = rig.sandbox.messages(rig.sandbox.directChat('zhangsan'));
  const key = String(message?.content.image_key);
  const url = `${rig.sandbox.url}/open-apis/im/v1/messages/${message_id}/resources`;
  const headers = { authorization: `Bearer ${rig.token}` };
  const got = await fetch(`${url}/${key}?type=image`, { headers });
  expect(await got.text()).toBe('PNG');
  const other = await fetch(`${url}/img_other?type=image`, { headers });
  expect(await other.json()).toMatchObject({ code: 234003 });

  const body = new FormData();
  body.set('name', '图.png');
  body.set('type', 'image');
  body.set('content', new File(['PNG'], '图.png'));
  const upload = await fetch(`${rig.sandbox.url}/approval/openapi/v2/file/upload`, {
    method: 'POST',
    headers,
    body,
  });
  const { data } = (await upload.json()) as { data: { code: string } };
  const image = { id: 'widgetA25', type: 'imageV2', value: [data.code] };
  expect((await create(rig, EVERYTHING, [image])).body.code).toBe(0);
  const file = { id: 'widgetA24', type: 'attachmentV2', value: [data.code] };
  expect((await create(rig, EVERYTHING, [file])).body.code).toBe(1390001);
});

it('finds people by e-mail and phone with the scope for it', async () => {
  const rig = await startRig();
  const body = { emails: ['LISI@example.com', 'nobody@example.com'], mobiles: ['+8613011111111'] };
  const answer = await rig.call('POST', '/contact/v3/users/batch_get_id', { body });
  const { open_id } = rig.sandbox.person('lisi');
  expect(answer.body.data.user_list.map((one: { user_id?: string }) => one.user_id)).toEqual([
    open_id,
    undefined,
    open_id,
  ]);
  const bare = await startRig(withoutScope('contact:user.id:readonly'));
  expect((await bare.call('POST', '/contact/v3/users/batch_get_id', { body })).body.code).toBe(99991672);
});
