import { afterEach, describe, expect, it } from 'vitest';
import type { SandboxMessage, World } from '../../../sandbox/platform/index.ts';
import { withoutScope } from '../../sandbox/support.ts';
import { type Desk, openDesk, purchase } from './desk.ts';

let desk: Desk;
afterEach(() => desk.close());

/** In which languages definitions were read, in this order; `own` for the definition's. */
const reads = () =>
  desk.sandbox.calls
    .filter(({ method, path }) => method === 'GET' && path.includes('/v4/approvals/'))
    .map(({ query }) => (query as { locale?: string }).locale ?? 'own');

const HAN = /\p{Script=Han}+/gu;

/** All texts of a card in a language, also those that open with a press. */
function said(message: SandboxMessage | undefined, language: 'zh_cn' | 'en_us' | 'ja_jp'): string {
  const texts: string[] = [];
  JSON.stringify(message?.content, (_name, value) => {
    if (typeof value?.content === 'string') texts.push(value.i18n_content?.[language] ?? value.content);
    return value;
  });
  return texts.join('\n');
}

const translate = (world: World, texts: Record<string, string>) => {
  for (const [own, english] of Object.entries(texts)) world.translations[own] = { 'en-US': english };
};

describe('a form', () => {
  it('is in the reader’s language, and only that is read, once', async () => {
    desk = await openDesk(['purchase']);
    const english = said(await desk.open('emma', 'purchase'), 'en_us');
    for (const part of [
      'Purchase request',
      'Item',
      'Quantity',
      'How to buy',
      'Online',
      'In a shop',
      'Head of department',
    ])
      expect(english).toContain(part);
    expect(english.match(HAN)).toBeNull();
    await desk.open('emma', 'purchase');
    expect(reads()).toEqual(['own', 'en-US']);
    await desk.open('zhangsan', '采购');
    expect(reads()).toEqual(['own', 'en-US']);
    const japanese = said(await desk.open('tanaka', '購買'), 'ja_jp');
    for (const part of ['購買申請', '品目', '数量', '購入方法', '店頭購入', '部門長'])
      expect(japanese).toContain(part);
    expect(reads()).toEqual(['own', 'en-US', 'ja-JP']);
  });

  it('is read anew in every language once the definition has changed', async () => {
    desk = await openDesk(['purchase']);
    for (const person of ['emma', 'tanaka']) await desk.open(person, '采购');
    translate(desk.sandbox.world, { 物品: 'Thing' });
    await desk.definitionUpdated('purchase');
    await desk.wait(2);
    expect(said(await desk.open('emma', '采购'), 'en_us')).toContain('Thing');
    await desk.open('tanaka', '采购');
    expect(reads()).toEqual(['own', 'en-US', 'ja-JP', 'own', 'en-US', 'ja-JP']);
  });

  it('is read once for two who open it at once', async () => {
    desk = await openDesk(['purchase'], {
      change: (world) => {
        for (const person of world.people) if (person.handle === 'lisi') person.language = 'en_us';
      },
    });
    await desk.open('zhangsan', '采购');
    await Promise.all(['emma', 'lisi'].map((person) => desk.say(person, '/create purchase')));
    await desk.wait(5);
    expect(reads()).toEqual(['own', 'en-US']);
    for (const person of ['emma', 'lisi']) expect(said(desk.last(person), 'en_us')).toContain('In a shop');
  });

  it('has all languages where nobody tells which one is read', async () => {
    desk = await openDesk(['purchase'], { change: withoutScope('im:user_agent:read') });
    const card = await desk.open('emma', 'purchase');
    expect(said(card, 'en_us')).toContain('In a shop');
    expect(said(card, 'ja_jp')).toContain('店頭購入');
    expect(said(card, 'zh_cn')).toContain('线下采购');
    await desk.open('tanaka', '采购');
    expect(reads().toSorted()).toEqual(['en-US', 'ja-JP', 'own']);
  });

  it('says in the definition’s own words what was not translated, or can not be read', async () => {
    desk = await openDesk(['purchase', 'leave'], {
      change: (world) => translate(world, { 物品: ' ', 线下采购: '' }),
    });
    const text = said(await desk.open('emma', '采购'), 'en_us');
    for (const part of ['物品', '线下采购', 'Online', 'Quantity']) expect(text).toContain(part);
    await desk.open('zhangsan', '请假');
    desk.sandbox.faults.add({ on: 'call', path: '/open-apis/approval/v4/approvals/*', code: 1390001 });
    expect(said(await desk.open('tanaka', '请假'), 'ja_jp')).toContain('假期类型');
  });
});

describe('the list of what can be started', () => {
  it('is in the reader’s language, of what it shows, and found by its words', async () => {
    desk = await openDesk(['purchase', 'leave', 'expense', 'everything']);
    await desk.say('emma', '/create');
    await desk.wait(3);
    const text = said(desk.last('emma'), 'en_us');
    for (const part of ['Purchase request', 'Leave request', 'Equipment order']) expect(text).toContain(part);
    expect(text.match(HAN)).toBeNull();
    expect(reads().filter((language) => language !== 'own')).toEqual(['en-US', 'en-US', 'en-US']);
    expect(said(await desk.open('emma', 'equip'), 'en_us')).toContain('Equipment order');
  });
});

const control = (id: string, name: string, type: string, more: object = {}) => ({
  id,
  name,
  type,
  required: false,
  ...more,
});
const option = (...texts: string[]) => texts.map((text, n) => ({ value: `key-${n}`, text }));
const condition = (standard_value: string) => ({
  display_condition: {
    conditional: 'OR',
    conditions: [
      { conditional: 'AND', expressions: [{ source_widget: 'kind', compare_type: 'EQ', standard_value }] },
    ],
  },
});
const local = (...keys: string[]) => ({ type: 'local', value: keys.map((value) => ({ value })) });

/** A form in which every kind of control with options is, some of which others decide on. */
const choices = [
  control('kind', '类别', 'radioV2', { required: true, option: option('硬件', '软件') }),
  control('parts', '配件', 'checkboxV2', { option: option('键盘', '鼠标') }),
  control('old', '旧单选', 'radio', {
    value: option('键盘', '鼠标').map(({ value: key, text }) => ({ key, text })),
  }),
  control('price', '预算', 'amount', { value: 'CNY', option: { currencyRange: ['CNY', 'USD'] } }),
  control('half', '盘点', 'date', { value: 'YYYY-MM-DD a' }),
  control('rows', '明细', 'fieldList', {
    children: [
      control('which', '品名', 'radioV2', { option: option('键盘', '鼠标') }),
      control('some', '配件', 'checkbox', { option: option('键盘', '鼠标') }),
    ],
  }),
  control('limited', '采购方式', 'radioV2', { option: option('线上', '线下', '其他') }),
  control('by-key', '标题', 'input', condition('key-1')),
  control('by-text', '说明', 'input', condition('软件')),
  control('not-shown', '事由', 'input', condition('硬件')),
];
const relation = {
  groups: [
    {
      conditions: [
        {
          parents_expr: {
            type: 'SingleWidget',
            expr: { type: 'in', widget_id: 'kind', expect: local('key-1') },
          },
          children_rule: {
            actions: [{ type: 'SetOptions', widget_id: 'limited', value: local('key-1', 'key-2') }],
          },
        },
      ],
    },
  ],
};
const chosen = {
  kind: 'key-1',
  parts: ['key-0', 'key-1'],
  old: 'key-1',
  price: '36000',
  'price#currency': 'USD',
  half: '2026-12-02',
  'half#half': 'PM',
  'rows/0/which': 'key-1',
  'rows/0/some': ['key-0'],
};
const dependent = { limited: 'key-2', 'by-key': 'a', 'by-text': 'b' };

describe('what is submitted', () => {
  it('is the same in every language, for every control with options', async () => {
    desk = await openDesk(['operations'], {
      change: (world) => {
        translate(world, { 类别: 'Kind', 硬件: 'Hardware', 软件: 'Software' });
        for (const person of world.people) person.timezone = 'Asia/Shanghai';
        const operations = world.definitions.find(({ handle }) => handle === 'operations');
        Object.assign(operations ?? {}, {
          form: choices,
          form_widget_relation: relation,
          viewers: [{ type: 'TENANT' }],
        });
      },
    });
    const people = { zhangsan: '更新表单', emma: 'Update the form', tanaka: 'フォームを更新' };
    for (const [person, update] of Object.entries(people)) {
      await desk.open(person, 'yyhd');
      await desk.fill(person, ({ name }) => name === 'kind#shown', chosen);
      expect(desk.read(desk.last(person)), update).not.toContain('事由');
      await desk.fill(person, ({ name }) => name === ':submit', { ...chosen, ...dependent });
    }
    const [chinese, ...others] = desk.forms();
    expect(chinese).toEqual([
      { id: 'kind', type: 'radioV2', value: 'key-1' },
      { id: 'parts', type: 'checkboxV2', value: ['key-0', 'key-1'] },
      { id: 'old', type: 'radio', value: 'key-1' },
      { id: 'price', type: 'amount', value: 36000, currency: 'USD' },
      { id: 'half', type: 'date', value: '2026-12-02T12:00:00+08:00' },
      {
        id: 'rows',
        type: 'fieldList',
        value: [
          [
            { id: 'which', type: 'radioV2', value: 'key-1' },
            { id: 'some', type: 'checkbox', value: ['key-0'] },
          ],
        ],
      },
      { id: 'limited', type: 'radioV2', value: 'key-2' },
      { id: 'by-key', type: 'input', value: 'a' },
      { id: 'by-text', type: 'input', value: 'b' },
    ]);
    expect(others).toEqual([chinese, chinese]);
    expect(desk.created().map(({ code }) => code)).toEqual([0, 0, 0]);
  });
});

describe('the status card', () => {
  it('has labels and options in the reader’s language, in a group in each', async () => {
    desk = await openDesk(['purchase']);
    await desk.say('zhangsan', '@审批助手 /create 采购', { chat: 'purchasing' });
    await desk.wait(3);
    await desk.reply('zhangsan', { text: '@李四' });
    await desk.click('zhangsan', ({ name }) => name === ':submit', purchase);
    const group = desk.cards('purchasing').at(-1);
    if (!group) throw new Error('no card in the group');
    expect(said(group, 'en_us')).toContain('Purchase request');
    expect(said(group, 'ja_jp')).toContain('購買申請');
    expect(said(group, 'zh_cn')).toContain('采购申请');
    expect(reads().toSorted()).toEqual(['en-US', 'ja-JP', 'own']);
    await desk.open('emma', 'purchase');
    await desk.reply('emma', { text: '@李四' });
    await desk.click('emma', ({ name }) => name === ':submit', purchase);
    const own = said(desk.last('emma'), 'en_us');
    for (const part of ['Purchase request', 'Item', 'How to buy', 'Online', 'Waiting'])
      expect(own).toContain(part);
    expect(own.replaceAll('笔记本电脑', '').replace('李四', '').match(HAN)).toBeNull();
  });
});
