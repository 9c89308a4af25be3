import { describe, expect, it } from 'vitest';
import { beyondApi, parseForm } from '../../../src/handlers/create/form/parse.ts';
import { formUnits } from '../../../src/handlers/create/form/units.ts';
import { unitsOn } from '../../../src/handlers/create/page.ts';
import { context, one, read } from './fill.ts';

/** As real instances and definitions have it: settings that were left alone are empty texts. */
const ext = { capitalValue: '', currency: 'CNY', currencyRange: ['CNY', 'USD'], maxValue: '', minValue: '' };

describe('the settings of a control', () => {
  it.each<[string, object, Record<string, unknown>, unknown]>([
    ['amount, its range in ext', { type: 'amount', ext }, { w: '9', 'w#currency': 'USD' }, 9],
    ['amount in another currency', { type: 'amount', ext }, { w: '9', 'w#currency': 'EUR' }, ['option']],
    [
      'amount, its most in ext',
      { type: 'amount', ext: { ...ext, maxValue: '5' } },
      { w: '9' },
      ['too_large'],
    ],
    [
      'amount, told twice',
      { type: 'amount', value: 'USD', option: { maxValue: 9 }, ext: { ...ext, maxValue: 5 } },
      { w: '9' },
      9,
    ],
    ['amount, ext of a list', { type: 'amount', value: 'CNY', ext: [] }, { w: '9' }, 9],
    ['number, its least in ext', { type: 'number', ext: { minValue: '3' } }, { w: '2' }, ['too_small']],
    [
      'date, its format in ext',
      { type: 'date', ext: { format: 'YYYY-MM-DD hh:mm' } },
      { w: '2026-12-01 07:05 +0800' },
      '2026-12-01T07:05:00+08:00',
    ],
    [
      'date, ext is its format',
      { type: 'date', value: '', ext: 'YYYY-MM-DD HH:mm' },
      { w: '2026-12-01 07:05 +0800' },
      '2026-12-01T07:05:00+08:00',
    ],
    [
      'date, half a day in ext',
      { type: 'date', ext: { format: 'YYYY-MM-DD A' } },
      { w: '2026-12-01 +0800' },
      ['half_day'],
    ],
    [
      'date, of no known format',
      { type: 'date', ext: { format: 'then' } },
      { w: '2026-12-01 +0800' },
      '2026-12-01T00:00:00+08:00',
    ],
    [
      'interval, its format in ext',
      { type: 'dateInterval', ext: { format: 'YYYY-MM-DD hh:mm', intervalAllowModify: true } },
      { 'w#start': '2026-12-01 06:00 +0800', 'w#end': '2026-12-01 18:00 +0800', 'w#days': '1' },
      { start: '2026-12-01T06:00:00+08:00', end: '2026-12-01T18:00:00+08:00', interval: 1 },
    ],
    ['contact that says nothing, two people', { type: 'contact' }, { w: ['ou_a', 'ou_b'] }, ['one_person']],
    [
      'contact that leaves multi out, two people',
      { type: 'contact', value: { ignore: false } },
      { w: ['ou_a', 'ou_b'] },
      ['one_person'],
    ],
    ['contact in ext, two people', { type: 'contact', ext: { multi: true } }, { w: ['ou_a', 'ou_b'] }, []],
    ['contact that says nothing, one', { type: 'contact' }, { w: 'ou_a' }, []],
  ])('%s', (_name, control, values, expected) => {
    expect(one(control, values)).toEqual(expected);
  });

  it('names the currency that is told in ext, whichever comes first in its range', () => {
    const { entries } = read([{ id: 'w', type: 'amount', ext: { ...ext, currencyRange: ['USD', 'CNY'] } }], {
      w: '9',
    });
    expect(entries[0]?.currency).toBe('CNY');
  });
});

describe('what is told twice', () => {
  it('an option of a repeated key is one option with all its texts', () => {
    const option = [
      { value: 'k', text: '甲' },
      { value: 'k', text: '乙' },
      { value: 'k', text: '甲' },
      { key: 'l', text: '丙' },
    ];
    const [widget] = context([{ id: 'w', type: 'checkboxV2', option }]).widgets;
    expect(widget).toMatchObject({
      options: [
        { value: 'k', text: '甲 / 乙' },
        { value: 'l', text: '丙' },
      ],
    });
  });

  it('a control of a repeated id is the first one', () => {
    const { entries } = read(
      [
        { id: 'w', type: 'input' },
        { id: 'w', type: 'number' },
      ],
      { w: 'x' },
    );
    expect(entries).toEqual([{ id: 'w', type: 'input', value: 'x' }]);
  });
});

describe('a form that only Feishu can fill', () => {
  const note = { id: 'n', name: '说明', type: 'text', value: '请看' };
  const trip = { id: 't', name: '行程', type: 'tripGroup', required: false };
  const number = { id: 's', name: '单号', type: 'serialNumber' };
  const list = (child: object) => ({ id: 'l', name: '明细', type: 'fieldList', children: [child] });

  it.each<[string, object[], string[]]>([
    ['one control of its own', [trip], ['行程']],
    ['with a note and a serial number beside it', [note, trip, number], ['行程', '单号']],
    ['inside a list', [list(trip)], ['明细']],
    ['nothing but what Feishu numbers', [number], ['单号']],
    ['with one that can be filled', [trip, { id: 'i', name: '事由', type: 'input' }], []],
    ['with a list that can be filled', [trip, list({ id: 'i', type: 'input' })], []],
    ['nothing but a note: there is nothing to fill anywhere', [note], []],
  ])('%s', (_name, controls, expected) => {
    expect(beyondApi(parseForm(JSON.stringify(controls))).map(({ name }) => name)).toEqual(expected);
  });
});

describe('what is counted', () => {
  it('is characters, as Feishu counts them: an emoji is one', () => {
    expect(one({ type: 'textarea' }, { w: '💻'.repeat(1_000) })).toBe('💻'.repeat(1_000));
    expect(one({ type: 'textarea' }, { w: '💻'.repeat(1_001) })).toEqual(['too_long']);
  });

  it('is what is shown of a note, for the pages', () => {
    const controls = ['a', 'b'].flatMap((id) => [
      { id, type: 'text', value: '说明'.repeat(20_000) },
      { id: `${id}1`, name: '事由', type: 'input' },
    ]);
    const units = formUnits(context(controls));
    expect(unitsOn(units, 0)).toBe(4);
  });
});
