import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeEntities } from '../../sandbox/markdown/entities.ts';
import { clip, escapeMarkdown } from '../../src/cards/escape.ts';

const anyText = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(...' \t\n\r<>&#;*_~`[]()!|-+=:/@.1aあ\u2028') }),
);
const lines = (text: string) => text.replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, '\n');
const shown = (markdown: string) => decodeEntities(markdown.replaceAll('<br>', '\n'));

describe('escapeMarkdown', () => {
  it('shows what was typed', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(shown(escapeMarkdown(text))).toBe(lines(text));
      }),
    );
  });

  it('leaves no character that markdown knows', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const rest = escapeMarkdown(text).replace(/&(#\d+|sim);|<br>/g, '');
        expect(rest).not.toMatch(/[!-/:-@[-`{-~\n\r]/);
      }),
    );
  });

  it('leaves no blank at the start of a line, where four would make a code block', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(escapeMarkdown(text)).not.toMatch(/(^|<br>)[ \t]/);
      }),
    );
  });

  it('uses the entities of the platform for its whole table', () => {
    expect(escapeMarkdown(`><~-!*/\\[]()#:+"'\`$_`)).toBe(
      '&#62;&#60;&sim;&#45;&#33;&#42;&#47;&#92;&#91;&#93;&#40;&#41;&#35;&#58;&#43;&#34;&#39;&#96;&#36;&#95;',
    );
  });

  it('does not let a typed entity become what it stands for', () => {
    expect(escapeMarkdown('&#60;at')).toBe('&#38;&#35;60&#59;at');
  });

  it.each([
    '# heading',
    '1. item',
    '- item',
    '> quote',
    '| a | b |',
    '---',
    '===',
    '    code',
    ':OK:',
    'www.evil.example',
  ])('takes the meaning from %j, also on a later line', (typed) => {
    expect(escapeMarkdown(`x\n${typed}`)).not.toContain('\n');
    expect(escapeMarkdown(`x\n${typed}`).replace(/&(#\d+|sim);|<br>/g, '')).toMatch(/^[\p{L}\d ]*$/u);
  });
});

describe('clip', () => {
  it('never gives more characters than asked for, nor half a character', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 40 }), (text, max) => {
        const clipped = clip(text, max);
        expect([...clipped].length).toBeLessThanOrEqual(max);
        expect(clipped).not.toMatch(/\p{Surrogate}/u);
      }),
    );
  });

  it('marks what was cut', () => expect(clip('采购申请单', 4)).toBe('采购申…'));

  it('removes what would reorder or hide the rest of a sentence', () => {
    expect(clip('a\u202etxt.exe\u2066b\u0000\u0007\u009b', 20)).toBe('atxt.exeb');
  });

  it('keeps Arabic, Hebrew and joined emoji', () => {
    expect(clip('طلب שלום 👩‍👩‍👧', 40)).toBe('طلب שלום 👩‍👩‍👧');
  });
});
