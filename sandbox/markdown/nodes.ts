/** Feishu's markdown as data. Nothing in it is markup any more: a page makes elements of it, never HTML. */
export type Inline =
  | { type: 'text'; text: string }
  | { type: 'break' }
  | { type: 'strong' | 'emphasis' | 'strike' | 'underline'; children: Inline[] }
  | { type: 'code'; text: string }
  | { type: 'link'; url: string; children: Inline[] }
  | { type: 'at'; ids: string[] }
  | { type: 'person'; id: string; avatar: boolean; name: boolean }
  | { type: 'color'; color: string; children: Inline[] }
  | { type: 'tag'; color: string; text: string }
  | { type: 'number'; text: string }
  | { type: 'time'; ms: number; format: string }
  | { type: 'image'; key: string; alt: string }
  | { type: 'emoji'; code: string };

export interface ListItem {
  children: Inline[];
  /** What stands further in, below the item. */
  inside: Block[];
}

export type Align = 'left' | 'center' | 'right';

export type Block =
  | { type: 'paragraph'; children: Inline[] }
  | { type: 'heading'; level: number; children: Inline[] }
  | { type: 'list'; ordered: boolean; start: number; items: ListItem[] }
  | { type: 'code'; language: string; text: string }
  | { type: 'quote'; blocks: Block[] }
  | { type: 'table'; align: Align[]; head: Inline[][]; rows: Inline[][][] }
  | { type: 'rule' };

/** The text of some nodes, without what only shows: for labels and tests. */
export function plainText(nodes: readonly Inline[]): string {
  return nodes
    .map((node) => {
      if ('children' in node) return plainText(node.children);
      if (node.type === 'image') return node.alt;
      if (node.type === 'break') return '\n';
      return 'text' in node ? node.text : '';
    })
    .join('');
}
