import { z } from 'zod';
import { id } from '../feishu/events/limits.ts';
import type { MessageEvent } from '../feishu/events/message.ts';
import { jsonIn } from '../lib/parsed.ts';

/** A picture or file of a message. */
export const messageFile = z.object({
  type: z.enum(['image', 'file']),
  key: z.string(),
  /** With its extension; pictures have a made-up one. */
  name: z.string(),
});
export type MessageFile = z.infer<typeof messageFile>;

/** The end of a longer name is kept: its extension tells what it is. */
const LONGEST_NAME = 200;
/** More pictures in one message nobody puts into a form. */
const MOST_FILES = 20;

const named = (otherwise: string) => z.string().min(1).catch(otherwise);
const image = z
  .object({ image_key: id })
  .transform(({ image_key: key }): MessageFile => ({ type: 'image', key, name: 'picture.png' }));
const file = (otherwise: string) =>
  z
    .object({ file_key: id, file_name: named(otherwise) })
    .transform(
      ({ file_key: key, file_name }): MessageFile => ({ type: 'file', key, name: withExtension(file_name) }),
    );

export interface ReadFiles {
  files: MessageFile[];
  more: number;
}

/** By the type of a message, and by the tag of an element of rich text. */
const READERS = new Map<string, z.ZodType<MessageFile>>([
  ['image', image],
  ['img', image],
  ['file', file('file.bin')],
  ['media', file('video.mp4')],
  ['audio', file('audio.opus')],
]);

const rich = z.object({ content: z.array(z.array(z.looseObject({ tag: z.string() })).catch([])) });

/**
 * The pictures and files that a message consists of, or that stand in its text, as a pasted screenshot does; and how many
 * more there are.
 * https://open.feishu.cn/document/server-docs/im-v1/message-content-description/message_content
 */
export function readFiles({ message_type: type, content }: MessageEvent['message']): ReadFiles {
  const given = jsonIn(content);
  const own = READERS.get(type)?.safeParse(given).data;
  if (type !== 'post') return { files: own ? [own] : [], more: 0 };
  const nodes = rich.safeParse(given).data?.content.flat() ?? [];
  const all = nodes.flatMap((node) => READERS.get(node.tag)?.safeParse(node).data ?? []);
  return { files: all.slice(0, MOST_FILES), more: Math.max(0, all.length - MOST_FILES) };
}

function withExtension(given: string): string {
  const name = given.slice(-LONGEST_NAME);
  return name.includes('.') ? name : `${name}.bin`;
}
