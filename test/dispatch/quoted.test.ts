import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readQuoted } from '../../src/dispatch/quoted.ts';

const message = (message_type: string, content: unknown) => ({
  message_type,
  content: typeof content === 'string' ? content : JSON.stringify(content),
  mentions: undefined,
});

it('the rows of a card are read like rich text', () => {
  const elements = [
    [{ tag: 'text', text: '采购' }],
    [{ tag: 'a', text: '查看', href: 'https://a.b/1' }, { tag: 'hr' }],
  ];
  expect(readQuoted([message('interactive', { title: '审批', elements })])).toEqual([
    { kind: 'text', text: '审批\n采购\n' },
    { kind: 'link', text: '查看', href: 'https://a.b/1' },
    { kind: 'text', text: '\n' },
  ]);
});

it('of several messages those with words are read, apart from each other', () => {
  const read = readQuoted([
    message('merge_forward', { content: 'Merged and Forwarded Message' }),
    message('text', { text: '2026' }),
    message('image', { image_key: 'img_1' }),
    message('text', { text: '0001' }),
  ]);
  expect(read?.map((part) => part.kind === 'text' && part.text).join('')).toBe('2026\n0001\n');
});

it.each([[[]], [[message('image', {})]], [[message('text', '')]], [[message('interactive', {})]]])(
  'there are no words in %j',
  (messages) => {
    expect(readQuoted(messages)).toBeUndefined();
  },
);

it('whatever Feishu answers is read or left', () => {
  const type = fc.constantFrom('text', 'post', 'interactive', 'image', 'sticker', 'system', 'todo', '');
  const content = fc.oneof(fc.string(), fc.json());
  fc.assert(
    fc.property(fc.array(fc.tuple(type, content), { maxLength: 4 }), (messages) => {
      expect(() => readQuoted(messages.map(([kind, text]) => message(kind, text)))).not.toThrow();
    }),
  );
});
