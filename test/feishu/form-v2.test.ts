import { describe, expect, it } from 'vitest';
import { formForV2, limitsOfV2 } from '../../src/feishu/form-v2.ts';
import type { FormContext } from '../../src/handlers/create/form/control.ts';
import { freshForm } from '../../src/handlers/create/form/defaults.ts';
import { fieldValues } from '../../src/handlers/create/form/filled.ts';
import { beyondApi, parseForm } from '../../src/handlers/create/form/parse.ts';
import { readForm } from '../../src/handlers/create/form/read.ts';
import { formTaken } from '../../src/handlers/create/form/taken.ts';

const parse = (controls: object[]) => parseForm(formTaken(JSON.stringify(controls), limitsOfV2));

function context(
  control: object,
  values: Record<string, unknown>,
  more: Partial<FormContext['filled']>,
): FormContext {
  const widgets = parse([{ id: 'widget1', name: '项', required: true, ...control }]);
  const filled = { ...freshForm(widgets, 'ou_me'), ...more };
  Object.assign(filled.values, fieldValues(values));
  return {
    widgets,
    relations: [],
    filled,
    person: 'ou_me',
    candidates: [],
    userIds: { ou_12345: 'f8ca557e' },
  };
}

/** What goes over the wire for one control of the form. */
function onWire(
  control: object,
  values: Record<string, unknown>,
  more: Partial<FormContext['filled']> = {},
): unknown {
  const { entries, problems } = readForm(context(control, values, more));
  return problems.length > 0 ? problems : JSON.parse(JSON.stringify(formForV2(entries)))[0];
}

const option = [{ value: 'optionA', text: '甲' }];
const code = 'D93653C3-2609-4EE0-8041-61DC1D84F0B5';
const files = { widget1: [{ name: 'a.pdf', code }] };
const offset = '+0800';

describe('each control of the page arrives in the page’s shape', () => {
  it.each<[string, object, Record<string, unknown>, unknown, Partial<FormContext['filled']>?]>([
    ['input', {}, { widget1: 'data' }, 'data'],
    ['textarea', {}, { widget1: 'data' }, 'data'],
    [
      'date',
      { value: 'YYYY-MM-DD hh:mm' },
      { widget1: `2019-10-01 08:12 ${offset}` },
      '2019-10-01T08:12:00+08:00',
    ],
    ['radio', { option }, { widget1: 'optionA' }, 'optionA'],
    ['radioV2', { option }, { widget1: 'optionA' }, 'optionA'],
    ['number', {}, { widget1: '1234.5678' }, 1234.5678],
    ['amount', { value: 'CNY' }, { widget1: '1234.5678' }, 1234.5678],
    ['formula', { value: '1234.5 + 0.0678' }, {}, 1234.5678],
    ['connect', {}, { widget1: 'X-1' }, ['X-1'], { found: { widget1: [{ value: 'X-1', text: '甲' }] } }],
    ['attachment', {}, {}, [code], { files }],
    ['attachmentV2', {}, {}, [code], { files }],
    ['image', {}, {}, [code], { files }],
    ['imageV2', {}, {}, [code], { files }],
    ['checkbox', { option }, { widget1: ['optionA'] }, ['optionA']],
    ['checkboxV2', { option }, { widget1: ['optionA'] }, ['optionA']],
    [
      'dateInterval',
      { value: { format: 'YYYY-MM-DD' } },
      { 'widget1#start': `2019-10-01 ${offset}`, 'widget1#end': `2019-10-02 ${offset}` },
      { start: '2019-10-01T00:00:00+08:00', end: '2019-10-02T00:00:00+08:00', interval: 2 },
    ],
    [
      'fieldList',
      { children: [{ id: 'widget1', name: '格', type: 'checkbox', required: true, option }] },
      { 'widget1/0/widget1': ['optionA'] },
      [[{ id: 'widget1', type: 'checkbox', value: ['optionA'] }]],
    ],
    [
      'department',
      {},
      { widget1: 'od-xxx' },
      [{ open_id: 'od-xxx' }],
      { found: { widget1: [{ value: 'od-xxx', text: '部' }] } },
    ],
    ['telephone', {}, { widget1: '13122222222' }, { countryCode: '+86', nationalNumber: '13122222222' }],
    [
      'shiftGroup',
      {},
      {
        'widget1/shiftTime': `2019-10-01 08:12 ${offset}`,
        'widget1/returnTime': `2019-10-02 08:12 ${offset}`,
        'widget1/reason': 'ask for leave',
      },
      {
        shiftTime: '2019-10-01T08:12:00+08:00',
        returnTime: '2019-10-02T08:12:00+08:00',
        reason: 'ask for leave',
      },
    ],
  ])('%s', (type, settings, values, value, more) => {
    expect(onWire({ type, ...settings }, values, more)).toEqual({ id: 'widget1', type, value });
  });

  it('contact: user_ids, and open_ids beside them', () => {
    expect(onWire({ type: 'contact' }, { widget1: ['ou_12345'] })).toEqual({
      id: 'widget1',
      type: 'contact',
      value: ['f8ca557e'],
      open_ids: ['ou_12345'],
    });
  });
});

describe('what v2 does not know', () => {
  it.each([
    'address',
    'tripGroup',
    'leaveGroup',
    'leaveGroupV2',
    'workGroup',
    'remedyGroup',
    'outGroup',
    'document',
    'location',
    'mutableGroup',
    'constructor',
    '',
  ])('%s is left to Feishu’s own form, where it is required', (type) => {
    const control = { id: 'w', name: '项', type, value: [{ id: 'widgetLeaveGroupType', type: 'input' }] };
    const [widget] = parse([{ ...control, required: true }]);
    expect(widget?.kind).toBe('foreign');
    expect(beyondApi(parse([{ ...control, required: true }]))).toHaveLength(1);
    const besides = { id: 'i', name: '事由', type: 'input' };
    expect(beyondApi(parse([{ ...control, required: false }, besides]))).toEqual([]);
    const list = { id: 'l', name: '表', type: 'fieldList', required: true };
    for (const children of ['children', 'value'])
      expect(
        beyondApi(parse([{ ...list, [children]: [{ ...control, required: true }] }])).map(({ id }) => id),
      ).toEqual(['w']);
  });

  it('explanations and serial numbers need no value', () => {
    const kinds = parse([
      { id: 'a', type: 'text', required: true },
      { id: 'b', type: 'serialNumber', required: true },
    ]).map(({ kind }) => kind);
    expect(kinds).toEqual(['note', 'automatic']);
  });

  it.each<[string, object, string[]]>([
    ['the first', { value: 'CNY', option: { currencyRange: ['CNY', 'USD'], maxValue: 5 } }, ['CNY']],
    ['another', { value: 'USD', option: { currency_range: ['CNY', 'USD'] } }, ['USD']],
    ['the only one', { option: { currency_range: ['JPY'] } }, ['JPY']],
    ['nothing', {}, ['CNY']],
  ])('an amount is in the definition’s own currency: %s', (_name, settings, currencies) => {
    const [widget] = parse([{ id: 'w', type: 'amount', required: true, ...settings }]);
    expect(widget).toMatchObject({ kind: 'amount', currencies });
  });

  it('keeps the limits of such an amount, also inside a list', () => {
    const amount = {
      id: 'w',
      type: 'amount',
      value: 'CNY',
      option: { currencyRange: ['CNY', 'USD'], maxValue: 5 },
    };
    const [list] = parse([{ id: 'l', type: 'fieldList', children: [amount] }]);
    expect(list).toMatchObject({ children: [{ kind: 'amount', currencies: ['CNY'], max: 5 }] });
    const row = { id: 'w', type: 'amount', value: 3, currency: 'CNY' };
    expect(formForV2([{ id: 'l', type: 'fieldList', value: [[row]] }])).toEqual([
      { id: 'l', type: 'fieldList', value: [[{ id: 'w', type: 'amount', value: 3 }]] },
    ]);
  });

  it('an amount of which nobody knows the currency is left to Feishu’s own form', () => {
    const [widget] = parse([{ id: 'w', type: 'amount', option: { currency_range: ['CNY', 'USD'] } }]);
    expect(widget?.kind).toBe('foreign');
  });

  it.each(['', '{', 'null', '7', '[null, 3, "x", []]'])('a form that is none stays harmless: %s', (form) => {
    expect(parseForm(formTaken(form, limitsOfV2))).toEqual([]);
  });
});
