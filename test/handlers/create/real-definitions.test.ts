import { afterEach, describe, expect, it } from 'vitest';
import type { World } from '../../../sandbox/platform/index.ts';
import { type Desk, openDesk } from './desk.ts';
import { read } from './fill.ts';

let desk: Desk | undefined;
afterEach(async () => {
  await desk?.close();
  desk = undefined;
});

type Control = { id: string; type: string; [setting: string]: unknown };

/** The outing-free purchase definition with another form, and nobody to be chosen. */
const withForm = (controls: Control[], more: object = {}) => ({
  change(world: World) {
    const definition = world.definitions.find(({ handle }) => handle === 'purchase');
    if (definition?.kind !== 'native') throw new Error('no purchase definition');
    definition.form = controls.map((control) => ({ name: control.id, required: true, ...control }));
    for (const node of definition.node_list) node.need_approver = false;
    Object.assign(definition, more);
  },
});

async function openForm(controls: Control[], more: object = {}) {
  desk = await openDesk(['purchase'], withForm(controls, more));
  await desk.open('zhangsan', '采购');
  return desk;
}

const list = (children: object[], more: object = {}) => ({
  id: 'list',
  name: '明细',
  type: 'fieldList',
  required: true,
  children,
  ...more,
});
const rows = (...all: Record<string, string>[]) =>
  Object.fromEntries(
    all.flatMap((row, n) => Object.entries(row).map(([id, value]) => [`list/${n}/${id}`, value])),
  );

describe('a formula inside a list', () => {
  const children = [
    { id: 'price', type: 'amount', value: 'CNY', required: true },
    { id: 'count', type: 'number', custom_id: 'pieces' },
    { id: 'sum', type: 'formula', required: true, value: 'price*count' },
  ];
  const total = { id: 'total', type: 'formula', required: true, value: 'SUM(list.sum)+{rate}' };
  const rate = { id: 'rate', type: 'number' };

  it('is computed a row, out of that row, and its column is summed outside', async () => {
    const office = await openForm([
      list(children),
      { ...rate, type: 'number' },
      { ...total, type: 'formula' },
    ] as Control[]);
    await office.fill('zhangsan', '添加一行', rows({ price: '2', count: '3' }));
    await office.fill('zhangsan', '添加一行', rows({ price: '2', count: '3' }, { price: '0.1', count: '2' }));
    await office.fill('zhangsan', '提交', {
      ...rows({ price: '2', count: '3' }, { price: '0.1', count: '2' }),
      rate: '1',
    });
    const [form] = office.forms();
    const sums = form[0].value.map(
      (row: { id: string; value: unknown }[]) => row.find(({ id }) => id === 'sum')?.value,
    );
    // The third row was never touched: what is computed of nothing does not fill it.
    expect(sums).toEqual([6, 0.2]);
    expect(form[2]).toEqual({ id: 'total', type: 'formula', value: 7.2 });
    expect(office.created().map(({ code }) => code)).toEqual([0]);
  });

  it.each<[string, string, unknown]>([
    ['by its own list’s name', 'list.price*2', 4],
    ['by another name', 'price*(pieces+3)', 6],
    ['with a control outside', 'price*{rate}', 10],
  ])('%s: %s', (_name, value, expected) => {
    const reading = read(
      [list([...children.slice(0, 2), { id: 'sum', type: 'formula', required: true, value }]), rate],
      {
        ...rows({ price: '2' }),
        rate: '5',
      },
    );
    const entry = reading.entries.find(({ id }) => id === 'list');
    const [row] = (entry?.value ?? []) as { id: string; value: unknown }[][];
    const got =
      row?.find(({ id }) => id === 'sum')?.value ?? reading.problems[0]?.key.replace('form.error.', '');
    expect(got).toBe(expected);
  });

  it.each([
    ['names a control that is not there', 'price*nothing'],
    ['names itself', 'sum+1'],
    ['names one that names it', 'total+1'],
    ['names a control without a number', 'list*2'],
    ['uses a function that we do not know', 'IF(price>1,1,2)'],
    ['has no end', 'price*('],
  ])('is for Feishu’s own form from the start where it %s: %s', async (_what, value) => {
    const office = await openForm([
      list([...children.slice(0, 2), { id: 'sum', name: '小计', type: 'formula', required: true, value }]),
      rate,
      { ...total, required: false },
    ] as Control[]);
    expect(office.read(office.last('zhangsan'))).toContain('请在飞书里发起');
    expect(office.read(office.last('zhangsan'))).toContain('小计');
  });

  it('is left empty where it need not be filled, and what it can not compute is no reason to go elsewhere', async () => {
    const office = await openForm([rate, { ...total, required: false, value: 'price*2' }] as Control[]);
    await office.click('zhangsan', '提交', { rate: '3' });
    expect(office.forms()).toEqual([[{ id: 'rate', type: 'number', value: 3 }]]);
  });

  it('computes what names each other in a row of many steps', () => {
    const steps = Array.from({ length: 40 }, (_one, n) => ({
      id: `f${n}`,
      type: 'formula',
      value: n === 0 ? '1' : `f${n - 1}+f${n - 1}`,
    }));
    expect(read(steps).entries.at(-1)?.value).toBe(2 ** 39);
  });
});

describe('the ids of a definition', () => {
  const odd = [
    '111',
    '0',
    'create',
    'submit',
    ':submit',
    'list/0/a',
    'x#currency',
    'department:',
    'a b',
    '__proto__',
  ];

  it('may be numbers, our own words, or what names are made of', async () => {
    const office = await openForm([
      ...odd.map((id) => ({ id, type: 'input' })),
      {
        id: '7',
        name: '明细',
        type: 'fieldList',
        children: [{ id: '8', name: '部门', type: 'department', required: true }],
      },
    ]);
    const names = [...JSON.stringify(office.last('zhangsan').content).matchAll(/"name":"([^"]*)"/g)].map(
      ([, name = '']) => name,
    );
    const field = (id: string) => names[names.indexOf(':create') + 1 + odd.indexOf(id)] ?? '';
    const values = Object.fromEntries(odd.map((id) => [field(id), `值 ${id}`]));
    await office.fill('zhangsan', (element) => element.name === '7/0/8#search', {
      ...values,
      '7/0/8#word': '财务',
    });
    expect(office.read(office.last('zhangsan'))).toContain('财务部');
    await office.fill('zhangsan', '提交', values);
    expect(office.created().map(({ code }) => code)).toEqual([0]);
    const [form] = office.forms();
    expect(form.slice(0, -1)).toEqual(odd.map((id) => ({ id, type: 'input', value: `值 ${id}` })));
    expect(form.at(-1).value[0][0]).toMatchObject({ id: '8', type: 'department' });
  });

  it('that are numbers are shown what Feishu refuses of them, not a row of the same number', async () => {
    const office = await openForm([
      list([
        { id: 'a', name: '品名', type: 'input' },
        { id: '0', name: '规格', type: 'input' },
      ]),
    ]);
    const refusal = { code: 1390001, msg: 'param is invalid, 控件=0', data: {} };
    const path = '/open-apis/approval/v4/instances';
    office.sandbox.faults.add({ on: 'call', method: 'POST', path, answer: { status: 400, body: refusal } });
    await office.fill('zhangsan', '提交', rows({ a: 'x', 0: 'y' }));
    const shown = office.read(office.last('zhangsan'));
    expect(shown.indexOf('飞书没有接受这一项')).toBeGreaterThan(shown.indexOf('规格'));
  });
});

it('lets a person go on, back and forth with a choice of several left empty', async () => {
  const option = [{ value: 'a', text: '甲' }];
  const office = await openForm([
    { id: 'several', name: '配件', type: 'checkboxV2', required: false, option },
    list([{ id: 'a', name: '品名', type: 'input' }]),
  ]);
  await office.fill('zhangsan', '添加一行', {});
  await office.fill('zhangsan', '提交', rows({ a: 'x' }));
  expect(office.forms()[0].map(({ id }: { id: string }) => id)).toEqual(['list']);
});
