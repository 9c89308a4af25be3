import { describe, expect, it } from 'vitest';
import { renderCard } from '../../sandbox/terminal/render-card.ts';
import { textWidth } from '../../sandbox/terminal/width.ts';
import { LANGUAGES } from '../../src/lib/language.ts';
import { book, nameOf, picker, receipt } from './examples.ts';

const show = (...elements: unknown[]) => renderCard({ schema: '2.0', body: { elements } }, 'zh_cn', nameOf);
const markdown = (content: string) => show({ tag: 'markdown', content });

describe('a card in the terminal', () => {
  it('reads like the receipt it is', () => {
    const text = renderCard(book.card('cc-receipt', receipt), 'zh_cn', nameOf);
    for (const part of [
      '已抄送给 3 人',
      '采购申请',
      '〔已通过〕 · 202605200001',
      '抄送给：李华 王芳 田中太郎',
      '由 张伟 抄送',
      '│ 请知悉，下周一到货。',
      '[ 打开审批 ]',
      receipt.links.default,
    ]) {
      expect(text).toContain(part);
    }
  });

  it.each(LANGUAGES)('shows the labels of %s', (language) => {
    const text = renderCard(book.card('cc-picker', picker), language, nameOf);
    expect(text).toContain(`[ ${book.text(language, 'picker.pick')} ]`);
    expect(text).toContain(`[ ${book.text(language, 'picker.cancel')} ]`);
    expect(text).toContain(`〔${book.text(language, 'status.REJECTED')}〕`);
  });

  it.each(LANGUAGES)('has straight edges in %s', (language) => {
    const lines = renderCard(book.card('cc-picker', picker), language, nameOf).split('\n');
    expect(new Set(lines.map(textWidth))).toEqual(new Set([70]));
  });

  it('shows an escaped mention as typed and a real one by name', () => {
    expect(markdown('&#60;at id=ou_li&#62;')).toContain('<at id=ou_li>');
    expect(markdown('<at id=ou_li></at>')).toContain('@李华');
    expect(markdown('<at id=all></at>')).toContain('@all');
  });

  it('decodes an entity once', () => expect(markdown('&#38;&#35;60&#59;')).toContain('&#60;'));

  it('keeps lines, lists, quotes and tables apart as a person reads them', () => {
    const text = markdown('# a\n\nb\nc\n\nd\n- e\n  - f\n1. g\n> h\n> `i`\n---\n|j|k|\n|-|-|\n|l|**m**|');
    const lines = text.split('\n').map((line) => line.slice(2, -1).trimEnd());
    expect(lines.slice(1, -1)).toEqual([
      'a',
      'b',
      'c',
      '',
      'd',
      '- e',
      '  - f',
      '1. g',
      '│ h',
      '│ i',
      '────',
      'j │ k',
      'l │ m',
    ]);
  });

  it('shows the address of a link', () => {
    expect(markdown('[here](https://a.example/x)')).toContain('here https://a.example/x');
  });

  it('puts buttons side by side, however long the address below one of them', () => {
    const button = (content: string, url?: string) => ({
      tag: 'column',
      width: 'auto',
      elements: [
        {
          tag: 'button',
          text: { tag: 'plain_text', content },
          behaviors: url === undefined ? [] : [{ type: 'open_url', default_url: url }],
        },
      ],
    });
    const url = `https://a.example/${'x'.repeat(120)}`;
    const text = show({ tag: 'column_set', columns: [button('打开', url), button('提醒')] });
    expect(text).toContain('[ 打开 ]  [ 提醒 ]');
    expect(text).toContain(url);
  });

  it('breaks long words of any script inside the frame', () => {
    const lines = show({
      tag: 'div',
      text: { tag: 'plain_text', content: `${'抄送'.repeat(60)} ${'x'.repeat(200)} ${'👩‍👩‍👧'.repeat(50)}` },
    }).split('\n');
    expect(new Set(lines.map(textWidth))).toEqual(new Set([70]));
  });

  it('shows a form, and says which element it does not know', () => {
    const text = show(
      {
        tag: 'form',
        elements: [
          { tag: 'input', label: { content: 'Note' }, placeholder: { content: 'optional' } },
          { tag: 'select_person', placeholder: { content: 'who' } },
        ],
      },
      { tag: 'checker', checked: true, text: { content: 'done' } },
      { tag: 'chart' },
    );
    for (const part of ['Note [ optional ]', '[ who ▾ ]', '[x] done', '<chart>'])
      expect(text).toContain(part);
  });
});
