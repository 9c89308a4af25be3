import { parseMarkdown } from '../markdown/blocks.ts';
import { LOCAL_TIME_FORMATS } from '../markdown/local-time.ts';
import type { Block, Inline, ListItem } from '../markdown/nodes.ts';

export type NameOf = (openId: string) => string;

/** Who reads it. */
interface Reading {
  language: string;
  nameOf: NameOf;
}

function localTime(ms: number, name: string, language: string): string {
  const format = LOCAL_TIME_FORMATS[name] ?? LOCAL_TIME_FORMATS.date_num;
  return new Intl.DateTimeFormat(language.replace('_', '-'), format).format(ms);
}

const label = (text: string, address: string): string => (text === address ? address : `${text} ${address}`);

function shown(node: Inline, reading: Reading): string {
  switch (node.type) {
    case 'break':
      return '\n';
    case 'link':
      return label(inLine(node.children, reading), node.url);
    case 'at':
      return node.ids.map((id) => `@${id === 'all' ? 'all' : reading.nameOf(id)}`).join(' ');
    case 'person':
      return reading.nameOf(node.id);
    case 'tag':
      return `〔${node.text}〕`;
    case 'time':
      return localTime(node.ms, node.format, reading.language);
    case 'image':
      return `[${node.alt}]`;
    case 'emoji':
      return `:${node.code}:`;
    default:
      return 'children' in node ? inLine(node.children, reading) : node.text;
  }
}

const inLine = (nodes: readonly Inline[], reading: Reading): string =>
  nodes.map((node) => shown(node, reading)).join('');

const behind = (mark: string, text: string): string => text.replace(/^/gm, mark);

function item({ children, inside }: ListItem, mark: string, reading: Reading): string {
  const own = `${mark} ${inLine(children, reading)}`;
  return inside.length === 0 ? own : `${own}\n${behind('  ', below(inside, reading))}`;
}

function read(block: Block, reading: Reading): string {
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      return inLine(block.children, reading);
    case 'list':
      return block.items
        .map((one, index) => item(one, block.ordered ? `${block.start + index}.` : '-', reading))
        .join('\n');
    case 'code':
      return block.text;
    case 'quote':
      return behind('│ ', below(block.blocks, reading));
    case 'table':
      return [block.head, ...block.rows]
        .map((row) => row.map((cell) => inLine(cell, reading)).join(' │ '))
        .join('\n');
    case 'rule':
      return '────';
  }
}

/** One below the other; paragraphs apart, as nothing else tells them from each other. */
const below = (blocks: readonly Block[], reading: Reading): string =>
  blocks
    .map((block, index) => {
      const apart = block.type === 'paragraph' && blocks[index - 1]?.type === 'paragraph';
      return (index === 0 ? '' : apart ? '\n\n' : '\n') + read(block, reading);
    })
    .join('');

/** Markdown as a person reads it: people by name, links with their address, no markup. */
export const readMarkdown = (markdown: string, language: string, nameOf: NameOf): string =>
  below(parseMarkdown(markdown), { language, nameOf });
