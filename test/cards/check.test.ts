import { describe, expect, it } from 'vitest';
import { checkCard } from '../../sandbox/platform/cards/check.ts';

const KNOWN = 'ou_known';
const check = (card: unknown) => checkCard(card, (id) => id === KNOWN);
const card = (...elements: unknown[]) => ({ schema: '2.0', body: { elements } });
const text = (content: string) => ({ tag: 'plain_text', content });
const form = (...elements: unknown[]) => ({ tag: 'form', name: 'f', elements });
const submit = { tag: 'button', name: 's', text: text('OK'), form_action_type: 'submit' };
const columns = (...elements: unknown[]) => ({
  tag: 'column_set',
  columns: [{ tag: 'column', width: 'weighted', weight: 1, elements }],
});
const table = (extra: object = {}) => ({
  tag: 'table',
  columns: [{ name: 'n', data_type: 'number' }],
  rows: [{ n: 1 }],
  ...extra,
});
const opens = (behavior: object) => ({ tag: 'button', text: text('x'), behaviors: [behavior] });

/** Every element kind with many of its properties, as the component pages show them. */
const everything = {
  schema: '2.0',
  config: {
    update_multi: true,
    enable_forward: false,
    width_mode: 'fill',
    summary: { content: 's', i18n_content: { en_us: 's', ms_my: 's' } },
    style: {
      text_size: { 'cus-0': { default: 'medium', pc: 'medium', mobile: 'large' } },
      color: { 'cus-0': { light_mode: 'rgba(5,157,178,0.52)', dark_mode: 'rgba(78,23,108,0.49)' } },
    },
  },
  card_link: { url: 'https://example.com', pc_url: '', ios_url: 'lark://msgcard/unsupported_action' },
  header: {
    title: { tag: 'plain_text', content: 't', i18n_content: { ja_jp: 't' } },
    subtitle: { tag: 'lark_md', content: 't' },
    template: 'wathet',
    text_tag_list: [{ tag: 'text_tag', text: text('1'), color: 'neutral' }],
    icon: { tag: 'standard_icon', token: 'chat-forbidden_outlined', color: 'orange' },
    padding: '12px 8px 12px 8px',
  },
  body: {
    direction: 'vertical',
    padding: '12px',
    vertical_spacing: 'extra_large',
    horizontal_spacing: '3px',
    elements: [
      {
        tag: 'markdown',
        element_id: 'md_1',
        margin: '4px -12px',
        content: `<at id=${KNOWN}></at> <person id='${KNOWN}' show_name=true></person> [x](https://example.com)`,
      },
      { tag: 'div', text: { ...text('t'), text_size: 'notation', text_color: 'grey-600', lines: 2 } },
      { tag: 'hr' },
      {
        tag: 'img',
        img_key: 'img_v3_0238_073f',
        alt: text(''),
        scale_type: 'crop_center',
        size: '10px 10px',
      },
      { tag: 'person', user_id: KNOWN, style: 'capsule' },
      { tag: 'person_list', persons: [{ id: 'ou_gone' }], drop_invalid_user_id: true, show_name: true },
      {
        tag: 'collapsible_panel',
        expanded: false,
        header: {
          title: { tag: 'markdown', content: 'more' },
          icon_expanded_angle: -180,
          icon_position: 'right',
        },
        border: { color: 'grey', corner_radius: '5px' },
        elements: [{ tag: 'hr' }],
      },
      {
        tag: 'interactive_container',
        has_border: true,
        border_color: 'blue-100',
        behaviors: [{ type: 'callback', value: { k: 1 } }],
        elements: [{ tag: 'markdown', content: 'x' }],
      },
      columns({
        tag: 'overflow',
        options: [{ text: text('a'), multi_url: { url: 'https://example.com' }, value: '1' }],
      }),
      { tag: 'select_static', options: [{ text: text('a'), value: '1' }], initial_index: 1 },
      { tag: 'select_person', options: [{ value: 'ou_gone' }] },
      {
        tag: 'checker',
        text: text('done'),
        checked_style: { opacity: 0.5 },
        button_area: { buttons: [submitless()] },
      },
      opens({
        type: 'open_url',
        default_url: 'https://example.com',
        pc_url: 'https://example.org',
        ios_url: '',
      }),
      {
        tag: 'table',
        page_size: 10,
        columns: [
          { name: 'd', data_type: 'date', date_format: 'YYYY/MM/DD' },
          { name: 'o', data_type: 'options' },
          { name: 'p', data_type: 'persons' },
          { name: 'm', data_type: 'markdown', width: '120px' },
          { name: 't', data_type: 'text' },
          { name: 'n', data_type: 'number', format: { precision: 2, symbol: '¥', separator: true } },
        ],
        rows: [
          { d: 1_700_000_000_000, o: [{ text: 'S', color: 'red' }], p: ['ou_x'], m: '**b**', t: 'x', n: 1 },
        ],
      },
      form(
        {
          tag: 'input',
          name: 'i',
          max_length: 500,
          label: text('Note'),
          placeholder: text('optional'),
          rows: 3,
        },
        { tag: 'multi_select_person', name: 'mp', required: true, options: [] },
        {
          tag: 'multi_select_static',
          name: 'ms',
          options: [{ text: text('a'), value: '1' }],
          selected_values: ['1'],
        },
        { tag: 'date_picker', name: 'd', initial_date: '2026-11-20' },
        { tag: 'picker_time', name: 't', initial_time: '09:12' },
        { tag: 'picker_datetime', name: 'dt', initial_datetime: '2026-11-20 09:12' },
        columns(submit),
      ),
    ],
  },
};

function submitless() {
  return { tag: 'button', type: 'text', size: 'small', text: text('x'), behaviors: [] };
}

describe('a card that follows the rules', () => {
  it('is accepted with every kind of element', () => {
    expect(check(everything)).toEqual([]);
  });

  it('may be empty apart from its schema', () => {
    expect(check({ schema: '2.0' })).toEqual([]);
  });
});

const nested = (levels: number): unknown => (levels === 1 ? { tag: 'hr' } : columns(nested(levels - 1)));
const many = (count: number, make: (index: number) => unknown) =>
  Array.from({ length: count }, (_, i) => make(i));
const inForm = (element: object) => card(form(element, submit));

const broken: [rule: string, code: number, at: string, card: unknown][] = [
  ['not an object', 200621, 'ROOT', 'text'],
  ['version 1.0', 200621, 'ROOT -> schema', { schema: '1.0' }],
  ['no schema', 200621, 'ROOT -> schema', { body: {} }],
  ['an unknown property of the card', 200621, 'ROOT -> i18n_elements', { schema: '2.0', i18n_elements: {} }],
  [
    'an unknown property of an element',
    200621,
    'ROOT -> body -> elements -> [0](tag: hr) -> colour',
    card({ tag: 'hr', colour: 'red' }),
  ],
  [
    'an unknown property of a text',
    200621,
    'text -> bold',
    card({ tag: 'div', text: { ...text('x'), bold: true } }),
  ],
  ['the retired href of markdown', 200621, 'href', card({ tag: 'markdown', content: 'x', href: {} })],
  ['an unknown tag', 200621, 'tag', card({ tag: 'blink' })],
  ['the retired tag note', 200861, '[0](tag: note)', card({ tag: 'note', elements: [] })],
  ['the retired tag action', 200861, '[0](tag: action)', card(columns({ tag: 'action', actions: [] }))],
  ['a card that is not shared', 200621, 'update_multi', { schema: '2.0', config: { update_multi: false } }],
  ['a header without title', 200621, 'title', { schema: '2.0', header: { template: 'blue' } }],
  [
    'an unknown header colour',
    200621,
    'template',
    { schema: '2.0', header: { title: text('x'), template: 'pink' } },
  ],
  [
    'four header tags',
    200621,
    'text_tag_list',
    {
      schema: '2.0',
      header: { title: text('x'), text_tag_list: many(4, () => ({ tag: 'text_tag', text: text('a') })) },
    },
  ],
  ['markdown without content', 200621, 'content', card({ tag: 'markdown' })],
  ['a content that is a number', 200621, 'content', card({ tag: 'markdown', content: 7 })],
  [
    'an unknown language',
    200621,
    'i18n_content',
    card({ tag: 'markdown', content: 'x', i18n_content: { zh_CN: 'x' } }),
  ],
  [
    'a translation that is no text',
    200621,
    'en_us',
    card({ tag: 'markdown', content: 'x', i18n_content: { en_us: 1 } }),
  ],
  ['an unknown button type', 200621, 'type', card({ ...submitless(), type: 'secondary' })],
  ['a string where a truth value belongs', 200621, 'disabled', card({ ...submitless(), disabled: 'true' })],
  ['a margin out of range', 200621, 'margin', card({ tag: 'hr', margin: '100px' })],
  [
    'an unknown colour',
    200621,
    'text_color',
    card({ tag: 'div', text: { ...text('x'), text_color: '#ff0000' } }),
  ],
  [
    'a column weight of 6',
    200621,
    'weight',
    card({ tag: 'column_set', columns: [{ tag: 'column', weight: 6 }] }),
  ],
  [
    'an element between set and column',
    200621,
    'columns',
    card({ tag: 'column_set', columns: [{ tag: 'hr' }] }),
  ],
  ['an element_id that starts with a digit', 200621, 'element_id', card({ tag: 'hr', element_id: '1a' })],
  ['an element_id of 21 characters', 200621, 'element_id', card({ tag: 'hr', element_id: 'a'.repeat(21) })],
  [
    'an element_id used twice',
    200621,
    'element_id',
    card({ tag: 'hr', element_id: 'a' }, { tag: 'hr', element_id: 'a' }),
  ],
  [
    'a placeholder of 101 characters',
    200621,
    'placeholder',
    inForm({ tag: 'input', name: 'i', placeholder: text('x'.repeat(101)) }),
  ],
  [
    'a translated placeholder of 101 characters',
    200621,
    'en_us',
    inForm({
      tag: 'input',
      name: 'i',
      placeholder: { ...text('x'), i18n_content: { en_us: 'x'.repeat(101) } },
    }),
  ],
  ['max_length 0', 200621, 'max_length', inForm({ tag: 'input', name: 'i', max_length: 0 })],
  ['max_length 1001', 200621, 'max_length', inForm({ tag: 'input', name: 'i', max_length: 1001 })],
  ['an impossible date', 200621, 'initial_date', card({ tag: 'date_picker', initial_date: '2026-13-01' })],
  ['an impossible time', 200621, 'initial_time', card({ tag: 'picker_time', initial_time: '24:00' })],
  [
    'two options of one value',
    200621,
    'options -> [1] -> value',
    card({ tag: 'select_static', options: many(2, () => ({ text: text('a'), value: '1' })) }),
  ],
  [
    'behaviors that are no list',
    200621,
    'behaviors',
    card({ ...submitless(), behaviors: { type: 'callback' } }),
  ],
  ['an unknown behavior', 200621, 'type', card(opens({ type: 'open' }))],
  [
    'a link without default',
    200621,
    'default_url',
    card(opens({ type: 'open_url', pc_url: 'https://example.com' })),
  ],
  [
    'a plain http link',
    200621,
    'default_url',
    card(opens({ type: 'open_url', default_url: 'http://example.com' })),
  ],
  [
    'a script as link',
    200621,
    'default_url',
    card(opens({ type: 'open_url', default_url: 'javascript:alert(1)' })),
  ],
  [
    'a client address that is no applink',
    200621,
    'default_url',
    card(opens({ type: 'open_url', default_url: 'lark://evil' })),
  ],
  [
    'a script as link of one client',
    200621,
    'pc_url',
    card(opens({ type: 'open_url', default_url: 'https://example.com', pc_url: 'data:text/html,x' })),
  ],
  [
    'a script as link of the card',
    200621,
    'url',
    { schema: '2.0', card_link: { url: 'file:///etc/passwd' } },
  ],
  [
    'a plain http link in markdown',
    200621,
    'content',
    card({ tag: 'markdown', content: '[x](http://example.com)' }),
  ],
  [
    'a script in a markdown tag',
    200621,
    'content',
    card({ tag: 'markdown', content: "<link url='javascript:alert(1)'>x</link>" }),
  ],
  ['201 elements', 11310, 'ROOT', card(...many(201, () => ({ tag: 'hr' })))],
  ['101 texts in 101 elements', 11310, 'ROOT', card(...many(101, () => ({ tag: 'div', text: text('x') })))],
  ['six levels', 11310, 'columns', card(nested(6))],
  ['six tables', 11310, '[5](tag: table)', card(...many(6, () => table()))],
  [
    '51 columns',
    11310,
    '[0](tag: table)',
    card({ ...table({ rows: [] }), columns: many(51, (i) => ({ name: `c${i}`, data_type: 'text' })) }),
  ],
  [
    'five tables in one markdown',
    11310,
    '[0](tag: markdown)',
    card({ tag: 'markdown', content: '|a|b|\n|-|-|\n|1|2|\n\n'.repeat(5) }),
  ],
  ['page size 11', 200621, 'page_size', card(table({ page_size: 11 }))],
  ['a table in a column', 200621, '[0](tag: table)', card(columns(table()))],
  ['a row that is no object', 200914, 'rows', card(table({ rows: ['x'] }))],
  ['a cell of another type', 200914, 'rows -> [0] -> n', card(table({ rows: [{ n: 'one' }] }))],
  ['a cell without column', 200915, 'rows -> [0] -> x', card(table({ rows: [{ x: 1 }] }))],
  ['a form in a column', 200621, '[0](tag: form)', card(columns(form(submit)))],
  [
    'a form in a panel',
    200621,
    '[0](tag: form)',
    card({ tag: 'collapsible_panel', header: {}, elements: [form(submit)] }),
  ],
  ['a form without name', 200621, 'name', card({ tag: 'form', elements: [submit] })],
  ['a form without submit button', 200621, '[0](tag: form)', card(form({ tag: 'input', name: 'i' }))],
  [
    'a form whose only button resets',
    200621,
    '[0](tag: form)',
    card(form({ ...submit, form_action_type: 'reset' })),
  ],
  ['a field without name', 200530, '[0](tag: input)', inForm({ tag: 'input' })],
  ['a field with an empty name', 200530, '[0](tag: input)', inForm({ tag: 'input', name: '' })],
  ['a submit button without name', 200530, '[0](tag: button)', card(form({ ...submit, name: undefined }))],
  ['a name used twice', 200530, '[1](tag: button)', inForm({ tag: 'input', name: 's' })],
  [
    'multi_select_person outside a form',
    200621,
    'multi_select_person',
    card({ tag: 'multi_select_person', name: 'm' }),
  ],
  [
    'multi_select_static outside a form',
    200621,
    'multi_select_static',
    card({ tag: 'multi_select_static', name: 'm' }),
  ],
  ['a submit button outside a form', 200621, 'form_action_type', card({ ...submit, name: undefined })],
  ['a name of a button outside a form', 200621, 'name', card({ tag: 'button', name: 'b', text: text('OK') })],
  ['required outside a form', 200621, 'required', card({ tag: 'input', required: true })],
  ['an image key that is none', 200570, 'img_key', card({ tag: 'img', img_key: 'cat.png', alt: text('') })],
  [
    'an image key in markdown that is none',
    200570,
    'content',
    card({ tag: 'markdown', content: '![cat](cat.png)' }),
  ],
  ['an unknown person element', 100290, '[0](tag: person)', card({ tag: 'person', user_id: 'ou_gone' })],
  [
    'an unknown person in a list',
    100290,
    'persons -> [0]',
    card({ tag: 'person_list', persons: [{ id: 'ou_gone' }] }),
  ],
  [
    'an unknown person mentioned',
    100290,
    'content',
    card({ tag: 'markdown', content: '<at id=ou_gone></at>' }),
  ],
  [
    'one unknown person of several',
    100290,
    'content',
    card({ tag: 'markdown', content: `<at ids=${KNOWN},ou_gone></at>` }),
  ],
  [
    'an unknown person shown',
    100290,
    'content',
    card({ tag: 'markdown', content: "<person id = 'ou_gone' show_name = true></person>" }),
  ],
  [
    'an unknown person in one language',
    100290,
    'i18n_content -> ja_jp',
    card({ tag: 'markdown', content: 'x', i18n_content: { ja_jp: '<at id="ou_gone"></at>' } }),
  ],
  [
    'an unknown person in a title',
    100290,
    'content',
    { schema: '2.0', header: { title: { tag: 'lark_md', content: '<at id=ou_gone></at>' } } },
  ],
  [
    'an unknown person in a cell',
    100290,
    'rows',
    card(table({ columns: [{ name: 'm', data_type: 'lark_md' }], rows: [{ m: '<at id=ou_gone></at>' }] })),
  ],
  ['31 KB', 230025, 'ROOT', card({ tag: 'markdown', content: 'x'.repeat(31 * 1024) })],
  [
    '31 KB in characters of three bytes',
    230025,
    'ROOT',
    card({ tag: 'markdown', content: '抄'.repeat(10_400) }),
  ],
];

describe('a card that breaks one rule', () => {
  it.each(broken)('%s: %d', (_rule, code, at, bad) => {
    const findings = check(bad);
    expect(findings.map((finding) => finding.code)).toEqual([code]);
    expect(findings[0]?.path).toContain(at);
  });
});

describe('the limits themselves', () => {
  it.each([
    ['200 elements', card(...many(200, () => ({ tag: 'hr' })))],
    ['five levels', card(nested(5))],
    ['five tables', card(...many(5, () => table()))],
    [
      'a placeholder of 100 characters beyond the basic plane',
      inForm({ tag: 'input', name: 'i', placeholder: text('😀'.repeat(100)) }),
    ],
    ['max_length 1000', inForm({ tag: 'input', name: 'i', max_length: 1000 })],
    [
      'an applink of the client',
      card(opens({ type: 'open_url', default_url: 'lark://applink.feishu.cn/client/chat/open' })),
    ],
    ['an element_id of 20 characters', card({ tag: 'hr', element_id: 'a'.repeat(20) })],
    [
      'an entity instead of a mention',
      card({ tag: 'markdown', content: '&#60;at id=ou_gone&#62;&#60;/at&#62;' }),
    ],
    ['a mention in a plain text', card({ tag: 'div', text: text('<at id=ou_gone></at>') })],
  ])('%s is accepted', (_what, good) => {
    expect(check(good)).toEqual([]);
  });
});
