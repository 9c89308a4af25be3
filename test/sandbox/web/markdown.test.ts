import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMarkdown } from '../../../sandbox/markdown/blocks.ts';
import { parseInline } from '../../../sandbox/markdown/inline.ts';
import { type Block, type Inline, plainText } from '../../../sandbox/markdown/nodes.ts';

const text = (content: string): Inline => ({ type: 'text', text: content });

describe('in a line', () => {
  it.each<[string, string, Inline[]]>([
    ['bold', 'a **b** c', [text('a '), { type: 'strong', children: [text('b')] }, text(' c')]],
    [
      'bold that holds a colour',
      '**<font color=red>b</font>**',
      [{ type: 'strong', children: [{ type: 'color', color: 'red', children: [text('b')] }] }],
    ],
    ['emphasis', '*b*', [{ type: 'emphasis', children: [text('b')] }]],
    ['stars that are none', '2 * 3 * 4', [text('2 * 3 * 4')]],
    ['strike', '~~b~~', [{ type: 'strike', children: [text('b')] }]],
    ['code, with entities', '`&#42;`', [{ type: 'code', text: '*' }]],
    ['a link', '[x](https://a.example)', [{ type: 'link', url: 'https://a.example', children: [text('x')] }]],
    [
      'an address',
      '见 https://a.example/x。',
      [
        text('见 '),
        { type: 'link', url: 'https://a.example/x', children: [text('https://a.example/x')] },
        text('。'),
      ],
    ],
    [
      'people',
      "<at id=all></at><at ids='ou_a,ou_b'></at><person id = 'ou_c' show_avatar=false></person>",
      [
        { type: 'at', ids: ['all'] },
        { type: 'at', ids: ['ou_a', 'ou_b'] },
        { type: 'person', id: 'ou_c', avatar: false, name: true },
      ],
    ],
    ['a tag', "<text_tag color='blue'>a&#42;</text_tag>", [{ type: 'tag', color: 'blue', text: 'a*' }]],
    [
      'a time',
      "<local_datetime millisecond='1700000000000' format_type='time'></local_datetime>",
      [{ type: 'time', ms: 1_700_000_000_000, format: 'time' }],
    ],
    ['a picture', '![hi](img_v3_1)', [{ type: 'image', key: 'img_v3_1', alt: 'hi' }]],
    ['line breaks', 'a\nb<br>c', [text('a'), { type: 'break' }, text('b'), { type: 'break' }, text('c')]],
    ['entities that would be markup', '&#60;at id=all&#62;&lt;b&gt;', [text('<at id=all><b>')]],
    ['a link to a script', '[x](javascript:alert(1))', [text('[x](javascript:alert(1))')]],
    [
      'an anchor to a script',
      '<a href="javascript:alert(1)">x</a>',
      [text('<a href="javascript:alert(1)">x</a>')],
    ],
    ['a tag of a page', '<script>alert(1)</script>', [text('<script>alert(1)</script>')]],
  ])('reads %s', (_name, source, nodes) => {
    expect(parseInline(source)).toEqual(nodes);
  });
});

describe('in blocks', () => {
  const kinds = (source: string) => parseMarkdown(source).map((block) => block.type);

  it('tells headings, lists, quotes, code, tables, rules and paragraphs apart', () => {
    const source =
      '# a\nb\nc\n- d\n    - e\n1. f\n> g\n---\n```js\n# h\n```\n| i | j |\n|:-:|--:|\n| 1 | 2 |\n\nk';
    expect(kinds(source)).toEqual([
      'heading',
      'paragraph',
      'list',
      'list',
      'quote',
      'rule',
      'code',
      'table',
      'paragraph',
    ]);
  });

  it('nests lists by their indent and keeps the first number', () => {
    const [list] = parseMarkdown('3. a\n    - b\n4. c') as Extract<Block, { type: 'list' }>[];
    expect([list?.ordered, list?.start, list?.items.length]).toEqual([true, 3, 2]);
    expect(list?.items[0]?.inside[0]).toMatchObject({ type: 'list', ordered: false });
  });

  it('gives every row of a table as many cells as its head', () => {
    const [table] = parseMarkdown('a|b\n-|-\n1\n1|2|3\n') as Extract<Block, { type: 'table' }>[];
    expect(table?.rows).toEqual([]);
    const [other] = parseMarkdown('a|b\n-|-\n1|2|3\n|4|') as Extract<Block, { type: 'table' }>[];
    expect(other?.rows.map((row) => row.map(plainText))).toEqual([
      ['1', '2'],
      ['4', ''],
    ]);
  });
});

describe('with whatever is typed', () => {
  const pieces = fc.array(
    fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom(
        '**',
        '*',
        '~~',
        '`',
        '[',
        '](',
        ')',
        '<',
        '>',
        '</',
        "<font color='red'>",
        '</font>',
        '<at id=',
        '\n',
      ),
      fc.constantFrom(
        '- ',
        '> ',
        '# ',
        '|',
        '|-|',
        '```',
        'javascript:',
        'https://',
        '&#',
        '&lt;',
        '<script>',
        '1. ',
        '    ',
      ),
    ),
  );
  const anything = pieces.map((parts) => parts.join(''));

  const links = (nodes: readonly Inline[]): string[] =>
    nodes.flatMap((node) => [
      ...(node.type === 'link' ? [node.url] : []),
      ...('children' in node ? links(node.children) : []),
    ]);

  it('never fails', () => {
    fc.assert(fc.property(anything, (source) => parseMarkdown(source).length >= 0));
  });

  it('links to no script', () => {
    fc.assert(
      fc.property(anything, (source) => {
        for (const url of links(parseInline(source))) expect(url).toMatch(/^(https?|lark|feishu|tel):/i);
      }),
    );
  });

  it('keeps every character of what holds no markup', () => {
    const plain = fc.string({ unit: fc.constantFrom(...'abc审批 .,!?()=/') });
    fc.assert(fc.property(plain, (source) => plainText(parseInline(source)) === source));
  });

  it.each(['*', '[', '<a ', '<font>', '> ', '**a', '`', '- ', '![', '    - '])(
    'reads 30 KB of "%s" within seconds of CPU',
    (piece) => {
      const began = process.cpuUsage();
      parseMarkdown(piece.repeat(Math.floor(30_000 / piece.length)));
      expect(process.cpuUsage(began).user).toBeLessThan(3_000_000);
    },
  );
});
