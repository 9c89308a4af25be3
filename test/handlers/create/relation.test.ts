import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { parseRelations } from '../../../src/handlers/create/form/relation-rules.ts';
import { formUnits } from '../../../src/handlers/create/form/units.ts';
import { type Desk, openDesk } from './desk.ts';
import { context, read } from './fill.ts';

const values = (...keys: string[]) => ({ type: 'local', value: keys.map((value) => ({ value })) });
const chosen = (widget_id: string, ...keys: string[]) => ({
  type: 'SingleWidget',
  expr: { type: 'in', widget_id, expect: values(...keys) },
});
const both = (type: 'and' | 'or', ...exprs: object[]) => ({ type: 'Multi', expr: { type, exprs } });
const always = (value: boolean) => ({ type: 'Const', expr: { value, widget_ids: ['widget4'] } });
/** Groups of rules in the shape of the page's example. */
const relation = (...groups: [when: object, widget_id: string, ...keys: string[]][][]) => ({
  groups: groups.map((rules, n) => ({
    id: String(n),
    conditions: rules.map(([parents_expr, widget_id, ...keys]) => ({
      parents_expr,
      children_rule: {
        expr: chosen(widget_id, ...keys),
        actions: [{ type: 'SetOptions', widget_id, value: values(...keys) }],
      },
    })),
  })),
});

const option = (...keys: string[]) => keys.map((value) => ({ value, text: `选项 ${value}` }));
const kind = { id: 'kind', name: '类别', type: 'radioV2', required: true, option: option('a', 'b') };
const brand = { id: 'brand', name: '品牌', type: 'radioV2', required: true, option: option('1', '2', '3') };
const size = { id: 'size', name: '尺寸', type: 'checkboxV2', option: option('s', 'm', 'l') };

/** The options that the field of this name shows. */
function shown(form: ReturnType<typeof context>, name = 'brand') {
  const fields = formUnits(form).flatMap((unit) => unit.fields);
  const field = fields.find((one) => 'name' in one && one.name === name);
  return field && 'options' in field
    ? field.options.map((one) => (typeof one === 'string' ? one : one.value))
    : [];
}

describe('a choice that limits another', () => {
  const rules = relation([
    [chosen('kind', 'a'), 'brand', '1', '2'],
    [chosen('kind', 'b'), 'brand', '3'],
  ]);

  it.each([
    ['nothing', {}, ['1', '2', '3']],
    ['the one', { kind: 'a' }, ['1', '2']],
    ['the other', { kind: 'b' }, ['3']],
  ])('by %s leaves what its rule says', (_name, chose, expected) => {
    expect(shown(context([kind, brand], chose, rules))).toEqual(expected);
  });

  it('lets nothing pass that it does not leave, and shows it again', () => {
    const { problems } = read([kind, brand], { kind: 'b', brand: '1' }, rules);
    expect(problems).toEqual([{ at: 'brand', key: 'form.error.option' }]);
    expect(read([kind, brand], { kind: 'b', brand: '3' }, rules).problems).toEqual([]);
    const refresh = formUnits(context([kind, brand], {}, rules)).map(({ fields }) =>
      fields.some((field) => field.as === 'button' && field.does === 'refresh'),
    );
    expect(refresh).toEqual([true, false]);
  });

  it.each<[string, ReturnType<typeof relation>, Record<string, unknown>, string[]]>([
    ['and', relation([[both('and', chosen('kind', 'a'), always(true)), 'brand', '1']]), { kind: 'a' }, ['1']],
    [
      'and what never holds',
      relation([[both('and', chosen('kind', 'a'), always(false)), 'brand', '1']]),
      { kind: 'a' },
      ['1', '2', '3'],
    ],
    [
      'or',
      relation([[both('or', chosen('kind', 'b'), chosen('size', 's')), 'brand', '1']]),
      { size: ['s', 'm'] },
      ['1'],
    ],
    [
      'two rules of a group that hold',
      relation([
        [chosen('size', 's'), 'brand', '1'],
        [chosen('size', 'm'), 'brand', '2'],
      ]),
      { size: ['s', 'm'] },
      ['1', '2'],
    ],
    [
      'two groups that hold',
      relation([[chosen('size', 's'), 'brand', '1', '2']], [[chosen('kind', 'a'), 'brand', '2', '3']]),
      { size: ['s'], kind: 'a' },
      ['2'],
    ],
    [
      'a kind of rule that nobody knows',
      relation([[{ type: 'New', expr: {} }, 'brand', '1']]),
      { kind: 'a' },
      ['1', '2', '3'],
    ],
    [
      'a comparison that nobody knows',
      relation([
        [
          { type: 'SingleWidget', expr: { type: 'matches', widget_id: 'kind', expect: values('a') } },
          'brand',
          '1',
        ],
      ]),
      { kind: 'a' },
      ['1', '2', '3'],
    ],
  ])('by %s', (_name, given, chose, expected) => {
    expect(shown(context([kind, brand, size], chose, given))).toEqual(expected);
  });

  it('in the same row of a list by that row alone, and from inside it by all of them', () => {
    const list = { id: 'list', type: 'fieldList', children: [kind, brand] };
    const rows = relation(
      [[chosen('list.kind', 'b'), 'list.brand', '3']],
      [[chosen('list.kind', 'b'), 'size', 'l']],
    );
    const form = context([list, size], { 'list/0/kind': 'a', 'list/1/kind': 'b' }, rows);
    form.filled.rows.list = [0, 1];
    expect(shown(form, 'list/0/brand')).toEqual(['1', '2', '3']);
    expect(shown(form, 'list/1/brand')).toEqual(['3']);
    expect(shown(form, 'size')).toEqual(['l']);
  });

  it('is read of anything without breaking', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.jsonValue().map((one) => JSON.stringify(one)),
          fc.jsonValue().map((groups) =>
            JSON.stringify({
              groups: [
                groups,
                { conditions: [groups, { parents_expr: groups, children_rule: { actions: [groups] } }] },
              ],
            }),
          ),
        ),
        (text) => {
          expect(Array.isArray(parseRelations(text))).toBe(true);
        },
      ),
    );
    for (const text of ['', undefined, 'null', '[]', '{"groups":{}}', '{'])
      expect(parseRelations(text)).toEqual([]);
  });
});

describe('through the wire', () => {
  let desk: Desk;
  afterEach(() => desk.close());

  it('offers what is left, and sends what Feishu takes', async () => {
    desk = await openDesk(['purchase'], {
      change(world) {
        const definition = world.definitions.find(({ handle }) => handle === 'purchase');
        if (definition?.kind !== 'native') throw new Error('no purchase definition');
        definition.form = [kind, brand];
        definition.form_widget_relation = relation([[chosen('kind', 'b'), 'brand', '3']]);
        for (const node of definition.node_list) node.need_approver = false;
      },
    });
    await desk.open('zhangsan', '采购');
    await desk.click('zhangsan', '更新相关的选项', { kind: 'b', brand: '1' });
    expect(JSON.stringify(desk.last('zhangsan').content)).not.toContain('选项 1');
    await desk.click('zhangsan', '提交', { brand: '3' });
    expect(desk.created().map(({ code }) => code)).toEqual([0]);
    expect(desk.forms()[0].map(({ value }: { value: unknown }) => value)).toEqual(['b', '3']);
  });
});
