import { useMemo } from 'preact/hooks';
import { parseMarkdown } from '../../markdown/blocks.ts';
import type { Block, ListItem } from '../../markdown/nodes.ts';
import { InlineNodes } from './inline.tsx';

function Item({ item }: { item: ListItem }) {
  return (
    <li>
      <InlineNodes nodes={item.children} />
      <Blocks blocks={item.inside} />
    </li>
  );
}

function ListBlock({ block }: { block: Extract<Block, { type: 'list' }> }) {
  const items = block.items.map((item, index) => <Item key={index} item={item} />);
  return block.ordered ? <ol start={block.start}>{items}</ol> : <ul>{items}</ul>;
}

function TableBlock({ block }: { block: Extract<Block, { type: 'table' }> }) {
  const cell = (index: number) => ({ textAlign: block.align[index] ?? 'left' });
  return (
    <div class="md-table">
      <table>
        <thead>
          <tr>
            {block.head.map((nodes, index) => (
              <th key={index} style={cell(index)}>
                <InlineNodes nodes={nodes} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {block.rows.map((row, at) => (
            <tr key={at}>
              {row.map((nodes, index) => (
                <td key={index} style={cell(index)}>
                  <InlineNodes nodes={nodes} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Heading({ block }: { block: Extract<Block, { type: 'heading' }> }) {
  const Tag = block.level <= 2 ? 'h4' : 'h5';
  return (
    <Tag class={`md-h md-h${block.level}`}>
      <InlineNodes nodes={block.children} />
    </Tag>
  );
}

function OneBlock({ block }: { block: Block }) {
  switch (block.type) {
    case 'paragraph':
      return (
        <p>
          <InlineNodes nodes={block.children} />
        </p>
      );
    case 'heading':
      return <Heading block={block} />;
    case 'list':
      return <ListBlock block={block} />;
    case 'code':
      return <pre data-language={block.language}>{block.text}</pre>;
    case 'quote':
      return (
        <blockquote>
          <Blocks blocks={block.blocks} />
        </blockquote>
      );
    case 'table':
      return <TableBlock block={block} />;
    case 'rule':
      return <hr />;
  }
}

function Blocks({ blocks }: { blocks: readonly Block[] }) {
  return (
    <>
      {blocks.map((block, index) => (
        <OneBlock key={index} block={block} />
      ))}
    </>
  );
}

/** Feishu's markdown as elements. */
export function Markdown({ text }: { text: string }) {
  const blocks = useMemo(() => parseMarkdown(text), [text]);
  return (
    <div class="md">
      <Blocks blocks={blocks} />
    </div>
  );
}
