import {
  type Mention,
  type MessageEvent,
  type PostNode,
  postContent,
  textContent,
} from '../feishu/events/message.ts';

/** What a message consists of, whichever type it has. */
export type Part =
  | { kind: 'text'; text: string }
  | { kind: 'link'; text: string; href: string }
  | { kind: 'person'; openId: string; outsider: boolean }
  | { kind: 'bot' }
  | { kind: 'everyone' };

export interface Reader {
  /** open_id of this bot. */
  self: string;
  /** The sender's organisation. */
  tenantKey: string;
  mentions: Mention[];
}

/** The parts of a text or rich-text message in reading order; undefined for any other type (a file, a picture …). */
export function readParts(
  message: MessageEvent['message'],
  self: string,
  tenantKey: string,
): Part[] | undefined {
  const reader = { self, tenantKey, mentions: message.mentions ?? [] };
  const content = parse(message.content);
  if (message.message_type === 'text') {
    const text = textContent.safeParse(content);
    return text.success ? splitText(text.data.text, reader) : undefined;
  }
  if (message.message_type !== 'post') return undefined;
  const post = postContent.safeParse(content);
  if (!post.success) return undefined;
  const lines = post.data.content.map((line) => line.flatMap((node) => readNode(node, reader)));
  const title: Part[] = post.data.title ? [{ kind: 'text', text: `${post.data.title}\n` }] : [];
  return [...title, ...lines.flatMap((line, index) => (index > 0 ? [newLine, ...line] : line))];
}

const newLine: Part = { kind: 'text', text: '\n' };

function parse(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
}

/** Mentions stand in the text as `@_user_1`, often glued to what follows; `@_user_1` must not match in `@_user_10`. */
function splitText(text: string, reader: Reader): Part[] {
  const keys = reader.mentions.map((mention) => mention.key).sort((a, b) => b.length - a.length);
  const pattern = new RegExp(`(${[...keys, '@_all'].map(escapeRegExp).join('|')})`, 'u');
  return text.split(pattern).flatMap((piece): Part[] => {
    if (piece === '') return [];
    const mention = reader.mentions.find(({ key }) => key === piece);
    if (mention) return [whoIs(mention, reader)];
    return piece === '@_all' ? [{ kind: 'everyone' }] : [{ kind: 'text', text: piece }];
  });
}

function readNode(node: PostNode, reader: Reader): Part[] {
  if (node.tag === 'at') {
    const key = node.user_id ?? '';
    const mention = reader.mentions.find(
      (candidate) => candidate.key === key || candidate.id?.open_id === key,
    );
    if (mention) return [whoIs(mention, reader)];
    return key === '@_all' || key === 'all' ? [{ kind: 'everyone' }] : [];
  }
  if (node.tag === 'a') return [{ kind: 'link', text: node.text ?? '', href: node.href ?? '' }];
  return node.text ? splitText(node.text, reader) : [];
}

function whoIs(mention: Mention, { self, tenantKey }: Reader): Part {
  const openId = mention.id?.open_id ?? '';
  if (openId === self) return { kind: 'bot' };
  if (mention.key === '@_all') return { kind: 'everyone' };
  const foreign = !!mention.tenant_key && !!tenantKey && mention.tenant_key !== tenantKey;
  const outsider =
    openId === '' || foreign || mention.mentioned_type === 'bot' || mention.mentioned_type === 'app';
  return { kind: 'person', openId, outsider };
}

const escapeRegExp = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
