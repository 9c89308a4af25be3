import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../../../src/handlers/create/form/formula/evaluate.ts';
import { beyondApi, parseForm } from '../../../src/handlers/create/form/parse.ts';
import { readForm } from '../../../src/handlers/create/form/read.ts';
import { formUnits } from '../../../src/handlers/create/form/units.ts';
import { context, one, read } from './fill.ts';

const option = [
  { value: 'k1', text: '甲' },
  { value: 'k2', text: '乙' },
];

describe('a value', () => {
  it.each<[string, object, Record<string, unknown>, unknown]>([
    ['input', { type: 'input' }, { w: ' 🪑 椅子 ' }, '🪑 椅子'],
    ['input, empty', { type: 'input' }, { w: '   ' }, ['required']],
    ['input of another type', { type: 'input' }, { w: ['x'] }, ['required']],
    ['textarea, 1,000 characters', { type: 'textarea' }, { w: 'x'.repeat(1_000) }, 'x'.repeat(1_000)],
    ['textarea, more', { type: 'textarea' }, { w: 'x'.repeat(1_001) }, ['too_long']],
    ['number', { type: 'number' }, { w: '1，234.5' }, 1234.5],
    ['number, negative', { type: 'number' }, { w: '-3' }, -3],
    ['number, words', { type: 'number' }, { w: '3 台' }, ['number']],
    ['number, hexadecimal', { type: 'number' }, { w: '0x10' }, ['number']],
    ['number, exponent', { type: 'number' }, { w: '1e999' }, ['number']],
    ['number, emoji', { type: 'number' }, { w: '3️⃣' }, ['number']],
    [
      'number below its range',
      { type: 'number', option: { minValue: 1, maxValue: 5 } },
      { w: '0' },
      ['too_small'],
    ],
    [
      'number above its range',
      { type: 'number', option: { min_value: 1, max_value: 5 } },
      { w: '6' },
      ['too_large'],
    ],
    [
      'amount',
      { type: 'amount', value: 'CNY', option: { currencyRange: ['CNY', 'USD'] } },
      { w: '9.9', 'w#currency': 'USD' },
      9.9,
    ],
    [
      'amount in another currency',
      { type: 'amount', value: 'CNY' },
      { w: '9', 'w#currency': 'JPY' },
      ['option'],
    ],
    [
      'amount, too precise',
      { type: 'amount', value: 'CNY', option: { keepDecimalPlaces: 2 } },
      { w: '9.999' },
      ['places'],
    ],
    ['date', { type: 'date', value: 'YYYY-MM-DD' }, { w: '2026-12-01 +0900' }, '2026-12-01T00:00:00+09:00'],
    [
      'date with a time, west of Greenwich',
      { type: 'date', value: 'YYYY-MM-DD hh:mm' },
      { w: '2026-12-01 07:05 -0330' },
      '2026-12-01T07:05:00-03:30',
    ],
    [
      'date, morning',
      { type: 'date', value: 'YYYY-MM-DD a' },
      { w: '2026-12-01 +0800', 'w#half': 'AM' },
      '2026-12-01T00:00:00+08:00',
    ],
    ['date, no half', { type: 'date', value: 'YYYY-MM-DD a' }, { w: '2026-12-01 +0800' }, ['half_day']],
    ['date that does not exist', { type: 'date' }, { w: '2026-02-30 +0800' }, ['date']],
    ['date, words', { type: 'date' }, { w: 'tomorrow' }, ['date']],
    [
      'interval of a half day',
      { type: 'dateInterval', value: { format: 'YYYY-MM-DD a' } },
      {
        'w#start': '2026-12-01 +0800',
        'w#start#half': 'PM',
        'w#end': '2026-12-02 +0800',
        'w#end#half': 'AM',
      },
      { start: '2026-12-01T12:00:00+08:00', end: '2026-12-02T00:00:00+08:00', interval: 1 },
    ],
    [
      'interval with days of its own',
      { type: 'dateInterval', value: { format: 'YYYY-MM-DD', intervalAllowModify: true } },
      { 'w#start': '2026-12-01 +0800', 'w#end': '2026-12-02 +0800', 'w#days': '1.5' },
      { start: '2026-12-01T00:00:00+08:00', end: '2026-12-02T00:00:00+08:00', interval: 1.5 },
    ],
    [
      'interval that ends first',
      { type: 'dateInterval', value: { format: 'YYYY-MM-DD' } },
      { 'w#start': '2026-12-02 +0800', 'w#end': '2026-12-01 +0800' },
      ['order'],
    ],
    [
      'interval without an end',
      { type: 'dateInterval', value: { format: 'YYYY-MM-DD' } },
      { 'w#start': '2026-12-02 +0800' },
      ['interval'],
    ],
    ['radio', { type: 'radio', option }, { w: 'k1' }, 'k1'],
    [
      'radio in the shape of a creation',
      { type: 'radioV2', value: [{ key: 'k9', text: '@i18n@x' }] },
      { w: 'k9' },
      'k9',
    ],
    ['radio, unknown', { type: 'radioV2', option }, { w: 'k3' }, ['option']],
    ['radio, two', { type: 'radioV2', option }, { w: ['k1', 'k2'] }, ['option']],
    ['checkbox', { type: 'checkbox', option }, { w: ['k2', 'k2', 'k1'] }, ['k2', 'k1']],
    ['checkbox, unknown', { type: 'checkboxV2', option }, { w: ['k1', 'x'] }, ['option']],
    ['contact of another shape', { type: 'contact' }, { w: ['someone'] }, ['option']],
    [
      'contact, one only',
      { type: 'contact', value: { multi: false } },
      { w: ['ou_a', 'ou_b'] },
      ['one_person'],
    ],
    ['contact, not oneself', { type: 'contact', value: { ignore: true } }, { w: ['ou_me'] }, ['not_self']],
    ['department that was not found', { type: 'department' }, { w: 'od-x' }, ['option']],
    ['connect that was not offered', { type: 'connect' }, { w: 'X' }, ['option']],
    [
      'document',
      { type: 'document' },
      { w: 'https://x.feishu.cn/docx/TLLKdcpDro9ijQxA33yc' },
      { token: 'TLLKdcpDro9ijQxA33yc', type: 'docx' },
    ],
    [
      'document that is a sheet',
      { type: 'document' },
      { w: 'https://x.feishu.cn/sheets/TLLKdcpDro9ijQxA33yc' },
      ['document'],
    ],
    [
      'telephone',
      { type: 'telephone', option: { availableType: 'MOBILE' } },
      { w: '131-2222-2222' },
      { countryCode: '+86', nationalNumber: '13122222222' },
    ],
    [
      'telephone of another country',
      { type: 'telephone' },
      { w: '7700 900123', 'w#code': '44' },
      { countryCode: '+44', nationalNumber: '7700900123' },
    ],
    [
      'telephone, no mobile',
      { type: 'telephone', option: { available_type: 'MOBILE' } },
      { w: '01012345678' },
      ['telephone'],
    ],
    [
      'address without its place',
      { type: 'address', value: { enableDetailAddress: true } },
      { 'w#detail': '1 号' },
      ['district'],
    ],
    ['files, none', { type: 'attachmentV2' }, {}, ['required']],
    [
      'list, blank',
      { type: 'fieldList', children: [{ id: 'c', type: 'input', required: true }] },
      {},
      ['rows'],
    ],
  ])('%s', (_name, control, values, expected) => {
    expect(one(control, values)).toEqual(expected);
  });

  it('is left out whole when it is empty and may be', () => {
    const optional = ['input', 'number', 'date', 'contact', 'department', 'telephone', 'attachmentV2'].map(
      (type, n) => ({
        id: `w${n}`,
        name: '',
        type,
        required: false,
      }),
    );
    expect(read(optional)).toEqual({ entries: [], problems: [], lines: [] });
  });
});

describe('a range of overtime that ends before it starts', () => {
  const times = ['widgetWorkGroupStartTime', 'widgetWorkGroupEndTime'];
  const list = 'widgetWorkGroup/widgetWorkGroupTimeRangeFieldList';
  const overtime = {
    id: 'widgetWorkGroup',
    type: 'workGroup',
    required: true,
    option: { allowMultiTimeRange: 1, isSetRule: 1 },
    value: [
      {
        id: 'widgetWorkGroupTimeRangeFieldList',
        type: 'fieldList',
        children: times.map((id) => ({ id, type: 'date', required: true, value: 'YYYY-MM-DD hh:mm' })),
      },
    ],
  };
  const good = ['2026-12-01 18:00', '2026-12-01 20:00'];
  const bad = ['2026-12-02 18:00', '2026-12-02 17:00'];
  const blank = ['', ''];

  it.each<[string, Record<number, string[]>, number[]]>([
    ['the first of two', { 0: bad, 1: good }, [0]],
    ['the second of two', { 0: good, 1: bad }, [1]],
    ['the only one beside a blank row', { 0: blank, 1: bad }, [1]],
    ['below a row that was removed', { 3: good, 5: bad }, [5]],
    ['each of two', { 0: bad, 1: good, 2: bad }, [0, 2]],
  ])('is shown at its own row: %s', (_which, ranges, wrong) => {
    const values = Object.entries(ranges).flatMap(([row, range]) =>
      times.map((id, at) => [`${list}/${row}/${id}`, range[at]]),
    );
    const form = context([overtime], Object.fromEntries(values));
    form.filled.rows[list] = Object.keys(ranges).map(Number);
    expect(readForm(form).problems).toEqual(
      wrong.map((row) => ({ at: `${list}/${row}/widgetWorkGroupEndTime`, key: 'form.error.order' })),
    );
  });
});

describe('defaults', () => {
  it('fill what the definition has them for', () => {
    const controls = [
      { id: 'a', type: 'input', enable_default_value: true, widget_default_value: '你好' },
      { id: 'b', type: 'radioV2', option, enable_default_value: true, widget_default_value: '乙' },
      { id: 'c', type: 'checkboxV2', option, enable_default_value: true, widget_default_value: '["k1"]' },
      { id: 'd', type: 'input', enable_default_value: false, widget_default_value: 'off' },
    ];
    expect(context(controls).filled.values).toEqual({ a: '你好', b: 'k2', c: ['k1'] });
  });
});

describe('display conditions', () => {
  const condition = (compare_type: string, standard_value: string) => ({
    conditional: 'OR',
    conditions: [{ conditional: 'AND', expressions: [{ source_widget: 'a', compare_type, standard_value }] }],
  });
  it.each<[string, string, Record<string, unknown>, boolean]>([
    ['EQ', 'k1', { a: 'k1' }, true],
    ['EQ', '甲', { a: 'k1' }, true],
    ['EQ', 'k1', { a: 'k2' }, false],
    ['NOT_EQ_UAL', 'k1', { a: 'k2' }, true],
    ['IN', '["k1","k2"]', { a: 'k2' }, true],
    ['NOT_IN', '["k1"]', { a: 'k1' }, false],
    ['IS_EMPTY', '', {}, true],
    ['NOT_EMPTY', '', {}, false],
    ['something new', 'k1', { a: 'k2' }, true],
  ])('%s %s of %j', (compare, standard, values, shown) => {
    const controls = [
      { id: 'a', type: 'radioV2', option, required: false },
      { id: 'b', type: 'input', required: true, display_condition: condition(compare, standard) },
    ];
    expect(read(controls, values).problems.length).toBe(shown ? 1 : 0);
    expect(formUnits(context(controls, values)).some(({ key }) => key === 'b')).toBe(shown);
  });
});

describe('formulas', () => {
  const numbers: Record<string, number[]> = { a: [2], b: [0.1], 'list.c': [1, 2, 3] };
  it.each<[string, number | undefined]>([
    ['a+b*3', 2.3],
    ['(a + 1) × 4 ÷ 2', 6],
    ['-a - -3', 1],
    ['0.1+0.2', 0.3],
    ['SUM(list.c) + max(a, 5)', 11],
    ['{a}*[b]', 0.2],
    ['average(list.c)', 2],
    ['round(10/3, 2)', 3.33],
    ['a/0', undefined],
    ['a+', undefined],
    ['(a', undefined],
    ['unknown', undefined],
    ['process.exit(1)', undefined],
    ['constructor', undefined],
    ['('.repeat(10_000), undefined],
    ['', undefined],
  ])('%s', (formula, expected) => {
    expect(evaluate(formula, (name) => (Object.hasOwn(numbers, name) ? numbers[name] : undefined))).toBe(
      expected,
    );
  });
});

describe('a definition', () => {
  it('is read in either spelling, and names what only Feishu can fill', () => {
    const widgets = parseForm(
      JSON.stringify([
        { id: 'a', name: '行程', type: 'tripGroup', required: true },
        { id: 'b', name: '定位', type: 'location', required: false },
        { id: 'c', name: '单号', type: 'serialNumber', required: true },
        { id: 'd', name: '说明', type: 'text', required: true, value: '请看' },
        {
          id: 'e',
          name: '明细',
          type: 'fieldList',
          required: false,
          value: [{ id: 'f', name: '账户', type: 'account', required: true }],
        },
        { id: 'g', name: '新控件', type: 'brandNew', required: true },
      ]),
    );
    expect(beyondApi(widgets).map(({ name }) => name)).toEqual(['行程', '账户', '新控件']);
  });

  it.each(['', 'null', '{}', '[1, null, "x", []]', '[{"id": 5, "type": {}}]', 'not json'])(
    'never breaks on %s',
    (form) => {
      expect(() => parseForm(form)).not.toThrow();
    },
  );
});

const types = [
  'input',
  'textarea',
  'number',
  'amount',
  'formula',
  'date',
  'dateInterval',
  'radioV2',
  'checkboxV2',
  'contact',
  'department',
  'connect',
  'document',
  'telephone',
  'address',
  'fieldList',
  'attachmentV2',
  'imageV2',
  'text',
  'serialNumber',
  'leaveGroupV2',
  'workGroup',
  'outGroup',
  'shiftGroup',
  'location',
  '__proto__',
];
const value = fc.oneof(
  fc.string(),
  fc.boolean(),
  fc.array(fc.string()),
  fc.constant(null),
  fc.integer(),
  fc.object(),
);
const names = ['w', 'w#start', 'w#end', 'w#currency', 'w#half', 'w/0/c', 'w/c', '__proto__'];

describe('whatever a card returns', () => {
  it('becomes a form or problems at fields that are shown, and never breaks', () => {
    const control = fc.record({
      id: fc.constant('w'),
      name: fc.string(),
      type: fc.constantFrom(...types),
      required: fc.boolean(),
      value: fc.oneof(value, fc.constant([{ id: 'c', type: 'number', required: true }])),
      option: fc.oneof(value, fc.constant(option)),
      display_condition: value,
    });
    fc.assert(
      fc.property(control, fc.dictionary(fc.constantFrom(...names), value), (one, values) => {
        const form = context([one], values);
        const keys = formUnits(form).map(({ key }) => key);
        const { entries, problems } = readForm(form);
        for (const entry of entries) {
          expect(entry.value).not.toBeUndefined();
          expect(JSON.parse(JSON.stringify(entry))).toEqual(entry);
        }
        for (const { at } of problems) expect(keys).toContain(at);
      }),
      { numRuns: 2_000 },
    );
  });

  it('makes of a typed number that number or a problem', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 20 }), (typed) => {
        const result = one({ type: 'number' }, { w: typed });
        if (typeof result === 'number') expect(Number.isFinite(result)).toBe(true);
        else expect([['number'], ['required']]).toContainEqual(result);
      }),
    );
  });
});
