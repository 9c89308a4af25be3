import { z } from 'zod';
import { checkCard } from '../cards/check.ts';
import { CARD_BODY_BYTES, expandedBytes, TEXT_BODY_BYTES } from '../cards/size.ts';
import { notEmulated, PlatformRefusal, refuse } from '../errors.ts';
import type { Platform } from '../platform.ts';
import { mentionsIn } from './mentions.ts';
import type { Mention, MessageType } from './model.ts';

/** Types that exist and that the sandbox can't show. */
const OTHER_TYPES = ['image', 'file', 'audio', 'media', 'sticker', 'share_chat', 'share_user', 'system'];

const textContent = z.looseObject({ text: z.string().min(1) });
const paragraphs = z.array(z.array(z.looseObject({ tag: z.string() })));
const postContent = z.record(
  z.string(),
  z.looseObject({ title: z.string().optional(), content: paragraphs }),
);

export interface Content {
  readonly content: Record<string, unknown>;
  readonly mentions: readonly Mention[];
}

function parseObject(content: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch {
    return refuse(230001, 'ext=content is not a string in json format');
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  return refuse(230001, 'ext=content must be a json object');
}

function readText(value: Record<string, unknown>, platform: Platform): Content {
  const parsed = textContent.safeParse(value);
  if (!parsed.success) return refuse(230001, 'ext=text is required and must not be empty');
  const { text, mentions } = mentionsIn(parsed.data.text, platform);
  return { content: { text }, mentions };
}

/** A post is sent with its locales around it and received without: the first locale is what the sandbox shows. */
function readPost(value: Record<string, unknown>): Content {
  const parsed = postContent.safeParse(value);
  const first = parsed.success ? Object.values(parsed.data)[0] : undefined;
  if (first === undefined) return refuse(230001, 'ext=content format of the post type is incorrect');
  return { content: { title: first.title ?? '', content: first.content }, mentions: [] };
}

/** Refuses a card that the platform would refuse; returns it as an object otherwise. */
export function readCard(value: Record<string, unknown>, platform: Platform): Record<string, unknown> {
  if (value.type === 'template' || value.type === 'card') {
    throw new PlatformRefusal(notEmulated(`cards of type "${value.type}"`));
  }
  const [problem] = checkCard(value, (id) => platform.directory.knows(id));
  if (problem === undefined) return value;
  if (problem.code === 230025) return refuse(230025);
  const { code, message, path } = problem;
  return refuse(230099, `ext=ErrCode: ${code}; ErrMsg: ${message}; ErrorValue: ${path}`);
}

/** The content of a message as it came, and how long the body was that brought it. */
export interface Carried {
  readonly content: string;
  readonly bodyBytes: number;
}

/** Reads and checks the content of a message to be sent, as its type demands. */
export function readContent(
  type: string,
  { content, bodyBytes }: Carried,
  platform: Platform,
): Content & { type: MessageType } {
  if (OTHER_TYPES.includes(type)) throw new PlatformRefusal(notEmulated(`messages of msg_type "${type}"`));
  if (type !== 'text' && type !== 'post' && type !== 'interactive')
    return refuse(230001, 'ext=invalid msg_type');
  const most = type === 'text' ? TEXT_BODY_BYTES : CARD_BODY_BYTES;
  if (expandedBytes(bodyBytes, content) > most) return refuse(230025);
  const value = parseObject(content);
  if (type === 'text') return { type, ...readText(value, platform) };
  if (type === 'post') return { type, ...readPost(value) };
  return { type, content: readCard(value, platform), mentions: [] };
}

/** The content of a PATCH, which can only be a card. */
export function readCardContent(carried: Carried, platform: Platform): Record<string, unknown> {
  return readContent('interactive', carried, platform).content;
}
