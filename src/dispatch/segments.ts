import { LIMITS } from '../feishu/events/limits.ts';
import {
  type Mention,
  type MessageEvent,
  type PostNode,
  postContent,
  postNode,
  textContent,
} from '../feishu/events/message.ts';
import { jsonIn } from '../lib/parsed.ts';
import { readLinks } from './links.ts';

/** What a message consists of, whichever type it has. */
export type Segment =
  | { kind: 'text'; text: string }
  | { kind: 'link'; text: string; href: string }
  | { kind: 'person'; openId: string; reach: Reach; name: string }
  | { kind: 'bot' }
  | { kind: 'everyone' };

/**
 * Whom a mention means: a colleague; somebody of another organisation; another bot; or somebody of whom Feishu tells the bot
 * nothing but the name, since its contact range ends before.
 */
export type Reach = 'colleague' | 'outsider' | 'bot' | 'unseen';

/** The segments in reading order, as far as the limits go, and whether there would have been more. */
export interface Content {
  segments: Segment[];
  tooLong: boolean;
}

interface Reader {
  /** open_id of this bot. */
  self: string;
  /** The sender's organisation. */
  tenantKey: string;
  /** By what stands for them in the text, and by open_id. */
  byKey: ReadonlyMap<string, Mention>;
  byOpenId: ReadonlyMap<string, Mention>;
}

/** What a text or rich text message says; undefined for any other type (a file, a picture …). */
export function readContent(
  {
    message_type: type,
    content,
    mentions,
  }: Pick<MessageEvent['message'], 'message_type' | 'content' | 'mentions'>,
  self: string,
  tenantKey: string,
): Content | undefined {
  const nodes = type === 'text' ? nodesOfText(content) : type === 'post' ? nodesOfPost(content) : undefined;
  if (!nodes) return undefined;
  const named = mentions ?? [];
  const reader = { self, tenantKey, ...indexed(named.slice(0, LIMITS.mentions)) };
  const cut = withinLimits(nodes);
  return {
    segments: joined(cut.nodes).flatMap((node) => readNode(node, reader)),
    tooLong: cut.tooLong || named.length > LIMITS.mentions,
  };
}

/** The same, where it is enough to know how the message begins. */
export const readSegments = (...message: Parameters<typeof readContent>): Segment[] | undefined =>
  readContent(...message)?.segments;

const textNode = (text: string): PostNode => ({ tag: 'text', text });

function nodesOfText(content: string): PostNode[] | undefined {
  const { data } = textContent.safeParse(jsonIn(content));
  return data && [textNode(data.text)];
}

/** The elements of all lines, with the line breaks between them; one more than there may be at most. */
function nodesOfPost(content: string): PostNode[] | undefined {
  const { data } = postContent.safeParse(jsonIn(content));
  if (!data) return undefined;
  const nodes = data.title ? [textNode(`${data.title}\n`)] : [];
  for (const [index, line] of data.content.entries()) {
    if (index > 0) nodes.push(textNode('\n'));
    const room = LIMITS.nodes + 1 - nodes.length;
    for (const given of Array.isArray(line) ? line.slice(0, Math.max(0, room)) : []) {
      const node = postNode.safeParse(given);
      if (node.success) nodes.push(node.data);
    }
    if (room <= 0) break;
  }
  return nodes;
}

function withinLimits(nodes: PostNode[]): { nodes: PostNode[]; tooLong: boolean } {
  let room: number = LIMITS.text;
  const kept = nodes.slice(0, LIMITS.nodes).map((node) => {
    const text = node.text?.slice(0, Math.max(0, room));
    room -= (node.text?.length ?? 0) + (node.href?.length ?? 0);
    return { ...node, text, href: room < 0 ? '' : node.href };
  });
  return { nodes: kept, tooLong: nodes.length > LIMITS.nodes || room < 0 };
}

/** Words are cut into elements where their style changes, also in the middle of an address. */
function joined(nodes: PostNode[]): PostNode[] {
  const whole: PostNode[] = [];
  for (const node of nodes) {
    const last = whole.at(-1);
    if (last?.tag === 'text' && node.tag === 'text') last.text = (last.text ?? '') + (node.text ?? '');
    else whole.push({ ...node });
  }
  return whole;
}

function indexed(mentions: Mention[]): Pick<Reader, 'byKey' | 'byOpenId'> {
  // Where two are alike the first one counts.
  const turned = [...mentions].reverse();
  return {
    byKey: new Map(turned.map((mention) => [mention.key, mention])),
    byOpenId: new Map(
      turned.flatMap((mention) => (mention.id?.open_id ? [[mention.id.open_id, mention]] : [])),
    ),
  };
}

function readNode(node: PostNode, reader: Reader): Segment[] {
  if (node.tag === 'at') {
    const key = node.user_id ?? '';
    const mention = reader.byKey.get(key) ?? reader.byOpenId.get(key);
    if (mention) return [whoIs(mention, reader)];
    return key === EVERYONE || key === 'all' ? [{ kind: 'everyone' }] : [];
  }
  if (node.tag === 'a' && node.href) return [{ kind: 'link', text: node.text ?? '', href: node.href }];
  return readLinks(node.text ?? '').flatMap((piece): Segment[] =>
    piece.kind === 'link' ? [piece] : splitText(piece.text, reader),
  );
}

const EVERYONE = '@_all';
const placeholder = /@_(?:all|user_\d{1,9})/g;

/** Mentions stand in the text as `@_user_1`, often glued to what follows; `@_user_1` must not match in `@_user_10`. */
function splitText(text: string, reader: Reader): Segment[] {
  const segments: Segment[] = [];
  let end = 0;
  for (const { index, 0: found } of text.matchAll(placeholder)) {
    const key = keyIn(found, reader);
    if (key === undefined) continue;
    if (index > end) segments.push({ kind: 'text', text: text.slice(end, index) });
    const mention = reader.byKey.get(key);
    segments.push(mention ? whoIs(mention, reader) : { kind: 'everyone' });
    end = index + key.length;
  }
  if (end < text.length) segments.push({ kind: 'text', text: text.slice(end) });
  return segments;
}

/** The longest beginning that stands for somebody: digits that were typed behind a mention are glued to its number. */
function keyIn(found: string, { byKey }: Reader): string | undefined {
  if (found === EVERYONE) return found;
  for (let length = found.length; length > '@_user_'.length; length--)
    if (byKey.has(found.slice(0, length))) return found.slice(0, length);
  return undefined;
}

function whoIs(mention: Mention, { self, tenantKey }: Reader): Segment {
  const openId = mention.id?.open_id ?? '';
  if (openId === self) return { kind: 'bot' };
  if (mention.key === EVERYONE) return { kind: 'everyone' };
  return { kind: 'person', openId, reach: reachOf(mention, openId, tenantKey), name: mention.name ?? '' };
}

/** Bots come without an organisation, and not all of them with a type. */
function reachOf({ mentioned_type: type, tenant_key: of }: Mention, openId: string, own: string): Reach {
  if (type === 'bot' || type === 'app') return 'bot';
  if (of && own && of !== own) return 'outsider';
  if (openId === '') return 'unseen';
  return of === '' && type !== 'user' ? 'bot' : 'colleague';
}
