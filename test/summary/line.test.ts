import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LONGEST_SUMMARY, summaryLine } from '../../src/summary/line.ts';

type Field = Record<string, unknown>;
const field = (type: string, name: string, value: unknown, more: Field = {}): Field => ({
  id: `widget-${name}`,
  custom_id: '',
  ...{ type, name, value, ...more },
});
const line = (fields: Field[], definition: Field[] = [], named?: string[]) =>
  summaryLine(JSON.stringify(fields), JSON.stringify(definition), named);

const laptops = [
  field('input', '物品', '笔记本电脑'),
  field('number', '数量', 3),
  field('amount', '预算', 36000),
  field('radioV2', '采购方式', '线上采购'),
  field('textarea', '事由', '三位新同事'),
];
const inYuan = [field('amount', '预算', 'CNY', { option: { currencyRange: ['CNY', 'USD'] } })];
const row = (name: string, many: number, price: string, currency = 'USD') => [
  field('input', '物品', name),
  field('number', '数量', many),
  field('amount', '金额', price, { ext: { currency } }),
];
const list = (...rows: Field[][]) => field('fieldList', '明细', rows);

describe('the one line of an approval', () => {
  it.each<[string, string, Field[], Field[]?]>([
    ['things, how many, and what they cost', '笔记本电脑 ×3 · ¥36,000', laptops, inYuan],
    ['no currency where nobody tells it', '笔记本电脑 ×3 · 36,000', laptops],
    [
      'the currency that was chosen',
      'JP¥1,200,000',
      [field('amount', '预算', '1200000', { currency: 'JPY' })],
      inYuan,
    ],
    ['cents as cents', 'US$12.50', [field('amount', '费用', 12.5, { ext: 'USD' })]],
    [
      'amounts to the last digit',
      '¥12,345,678,901,234,567.89',
      [field('amount', '预算', '12345678901234567.89')],
      inYuan,
    ],
    [
      'the kind of leave and its days',
      '年假 · 2026-12-01 – 12-03',
      [
        field('radioV2', '假期类型', 'm8kq2x1a-annual-0', {
          option: { key: 'm8kq2x1a-annual-0', text: '年假' },
        }),
        field('dateInterval', '请假时间', {
          start: '2026-12-01T09:00:00+08:00',
          end: '2026-12-03T18:00:00+08:00',
          interval: 3,
        }),
        field('textarea', '说明', '家里有事'),
      ],
    ],
    [
      'the same of a group',
      '年假 · 2026-12-31',
      [
        field('leaveGroupV2', '请假', [
          field('radioV2', '假期类型', '年假'),
          field('date', '开始时间', '2026-12-31T09:00:00+08:00'),
        ]),
      ],
    ],
    [
      'the same of an earlier kind of group',
      '年假 · 2026-12-31 – 2027-01-02',
      [field('leaveGroup', '请假', { name: '年假', start: '2026-12-31', end: '2027-01-02' })],
    ],
    [
      'the reason where nothing else is told',
      '十月客户拜访',
      [field('textarea', '报销事由', '十月客户拜访')],
    ],
    [
      'the reason beside a lone thing',
      '大阪 · 拜访 客户',
      [field('input', '目的地', '大阪'), field('textarea', '原因', '拜访\n客户')],
    ],
    [
      'what a list comes to',
      '椅子 ×2、桌子 ×1… · US$1,300.50',
      [list(row('椅子', 2, '1200.5'), row('桌子', 1, '100'), row('灯', 0, '0'))],
    ],
    ['no sum of two currencies', '椅子 ×2、灯 ×1', [list(row('椅子', 2, '1200'), row('灯', 1, '5', 'EUR'))]],
    ['a total by its formula', '1,300', [field('formula', '合计金额', 1300)]],
    ['several choices', '周一、周三', [field('checkboxV2', '哪几天', ['周一', '周三'])]],
  ])('tells %s', (_what, told, fields, definition) => expect(line(fields, definition)).toBe(told));

  it.each<[string, Field]>([
    ['attachments', field('attachmentV2', '附件', ['https://example.com/a.pdf'])],
    ['pictures', field('image', '照片', 'https://example.com/a.png')],
    ['numbers of things', field('input', '合同编号', 'HT-2026-0117')],
    ['codes whatever they are called', field('input', '合同', 'HT-2026-0117')],
    ['addresses', field('input', '资料', 'https://example.com/x')],
    ['phone numbers', field('telephone', '电话', '13011111111')],
    ['serial numbers', field('serialNumber', '序号', '202611200001')],
    ['accounts', field('account', '收款账户', '6222020000000000000')],
    ['remarks', field('textarea', '备注', '尽快')],
    ['descriptions', field('textarea', '说明', '尽快')],
    ['explanations of the form', field('text', '须知', '请提前三天')],
    ['other approvals', field('connect', '关联', ['81D31358'])],
    ['an amount of nothing', field('amount', '预算', 0)],
  ])('never tells %s', (_what, one) => expect(line([one])).toBe(''));

  it('takes the fields that are named, by name or id, in that order', () => {
    expect(line(laptops, inYuan, ['预算', 'widget-物品', '数量', '没有'])).toBe('¥36,000 · 笔记本电脑 ×3');
    expect(line(laptops, inYuan, ['采购方式', '事由'])).toBe('线上采购 · 三位新同事');
    expect(line(laptops, inYuan, [])).toBe('');
  });

  it('is one line of bounded length whatever comes, and never fails', () => {
    const types = [
      'input',
      'textarea',
      'number',
      'amount',
      'date',
      'dateInterval',
      'radioV2',
      'checkboxV2',
      'fieldList',
    ];
    const any = fc.record(
      {
        id: fc.string(),
        name: fc.constantFrom('物品', '数量', '金额', '事由', 'x'),
        type: fc.constantFrom(...types, 'leaveGroupV2', '__proto__'),
        value: fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.double(), fc.jsonValue()),
        ext: fc.oneof(fc.constantFrom('CNY', 'XXX', null), fc.jsonValue()),
        option: fc.jsonValue(),
      },
      { requiredKeys: ['type'] },
    );
    fc.assert(
      fc.property(
        fc.array(any, { maxLength: 8 }),
        fc.option(fc.array(fc.string()), { nil: undefined }),
        (form, named) => {
          const told = line(form as Field[], form as Field[], named);
          expect([...told].length).toBeLessThanOrEqual(LONGEST_SUMMARY);
          expect(told).not.toMatch(/[\n\r\t\p{Cc}]/u);
        },
      ),
    );
    for (const broken of ['', 'null', '{}', '[', '[null,1,[]]', '"x"']) expect(summaryLine(broken)).toBe('');
  });
});
