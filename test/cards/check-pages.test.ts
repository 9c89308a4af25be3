import { describe, expect, it } from 'vitest';
import { checkCard } from '../../sandbox/platform/cards/check.ts';

const text = (content: string) => ({ tag: 'plain_text', content });
const card = (...elements: object[]) => ({
  schema: '2.0',
  config: { enable_forward: false },
  body: { elements },
});
const form = (...elements: object[]) => card({ tag: 'form', name: 'f', elements });
const submit = { tag: 'button', name: 's', text: text('OK'), form_action_type: 'submit' };
const tooOld = { tag: 'fallback_text', text: text('7.20') };
const picture = (more: object = {}) => ({ tag: 'img', img_key: 'img_v3_1', ...more });
const audio = (more: object = {}) => ({ tag: 'audio', file_key: 'file_v3_1', audio_id: '1', ...more });
const chart = (chart_spec: unknown) => ({ tag: 'chart', aspect_ratio: '16:9', chart_spec });
const codes = (given: object) => checkCard(given, () => true).map(({ code }) => code);

describe('what the examples of the component pages have is taken:', () => {
  it.each<[string, object]>([
    [
      'a fallback of an input and of its form',
      card({
        tag: 'form',
        name: 'f',
        fallback: tooOld,
        elements: [{ tag: 'input', name: 'i', fallback: tooOld }, submit],
      }),
    ],
    ['an element that is dropped where it can not be shown', card({ tag: 'hr', fallback: 'drop' })],
    [
      'a header of a panel at the top',
      card({
        tag: 'collapsible_panel',
        header: { title: { tag: 'markdown', content: '**t**' }, position: 'top', icon_expanded_angle: -180 },
        elements: [],
      }),
    ],
    [
      'the usual spacing by name, and none',
      card(
        { tag: 'column_set', horizontal_spacing: 'default', columns: [] },
        { tag: 'column_set', horizontal_spacing: '', columns: [] },
      ),
    ],
    [
      'headers by language',
      { schema: '2.0', i18n_header: { zh_cn: { title: text('标题') }, ja_jp: { title: text('題') } } },
    ],
    [
      'a light grey icon',
      card({
        tag: 'markdown',
        content: 'x',
        icon: { tag: 'standard_icon', token: 'member_outlined', color: 'light_grey' },
      }),
    ],
    ['a picture without a text for it', card(picture())],
    [
      'a picture with its former sizes',
      card(picture({ mode: 'large', custom_width: '300px', compact_width: false })),
    ],
    [
      'one transparent picture among several',
      card({
        tag: 'img_combination',
        combination_mode: 'double',
        img_list: [{ img_key: 'img_v3_1', transparent: false }, { img_key: 'img_v3_2' }],
      }),
    ],
    [
      'a text with fields',
      card({
        tag: 'div',
        text: text('t'),
        fields: [{ is_short: false, text: { tag: 'lark_md', content: '**b**' } }],
      }),
    ],
    ['the former wide screen', { schema: '2.0', config: { wide_screen_mode: true } }],
    [
      'a button with its former value and address',
      card({
        tag: 'button',
        text: text('b'),
        type: 'laser',
        value: { key: 'v' },
        url: 'https://example.com',
      }),
    ],
    [
      'a form that its former kind of button submits',
      form(
        { tag: 'input', name: 'i' },
        { tag: 'button', name: 's', action_type: 'form_submit' },
        { tag: 'button', name: 'r', action_type: 'form_reset' },
      ),
    ],
    ['a callback with a text', form({ ...submit, behaviors: [{ type: 'callback', value: 'submitted' }] })],
    [
      'a person offered twice',
      card({ tag: 'select_person', options: [{ value: 'ou_1' }, { value: 'ou_1' }] }),
    ],
    [
      'pictures to choose from',
      form(
        {
          tag: 'select_img',
          name: 'p',
          layout: 'bisect',
          can_preview: false,
          aspect_ratio: '16:9',
          options: [
            { img_key: 'img_v2_1', value: 'a', hover_tips: text('1') },
            { img_key: 'img_v2_1', value: 'b' },
          ],
        },
        submit,
      ),
    ],
    ['a chart', card(chart({ type: 'line', data: { values: [] } }))],
    [
      'audio',
      card(
        audio({
          time_position: 'end',
          border: { color: 'mine', corner_radius: '8px' },
          disabled_tips: { ...text('off'), text_size: 'normal' },
        }),
        audio({ audio_id: '2' }),
      ),
    ],
  ])('%s', (_, given) => {
    expect(codes(given)).toEqual([]);
  });
});

describe('what the pages name as a fault of it is refused:', () => {
  it.each<[string, number, object]>([
    ['a fallback of the whole card', 200621, { schema: '2.0', fallback: tooOld }],
    [
      'a fallback that shows something else',
      200621,
      card({ tag: 'hr', fallback: { tag: 'markdown', content: 'x' } }),
    ],
    ['a picture over the whole width', 200621, card(picture({ size: 'stretch_without_padding' }))],
    [
      'a form that its buttons only reset',
      200621,
      form({ tag: 'button', name: 'r', action_type: 'form_reset' }),
    ],
    [
      'pictures to choose from without a name in a form',
      200530,
      form({ tag: 'select_img', options: [] }, submit),
    ],
    ['a chart of no type', 200550, card(chart({}))],
    ['a chart of nothing', 200550, card(chart(undefined))],
    ['audio twice under one id', 300230, card(audio(), audio())],
    ['audio in a card that may be forwarded', 300220, { schema: '2.0', body: { elements: [audio()] } }],
  ])('%s: %d', (_, code, given) => {
    expect(codes(given)).toEqual([code]);
  });
});
