import { z } from 'zod';
import { id } from '../feishu/events/limits.ts';
import type { MessageEvent } from '../feishu/events/message.ts';

/** The picture or file that a message consists of. */
export interface MessageFile {
  type: 'image' | 'file';
  key: string;
  /** With its extension; pictures have a made-up one. */
  name: string;
}

/** The end of a longer name is kept: its extension tells what it is. */
const LONGEST_NAME = 200;

const image = z.object({ image_key: id });
const file = z.object({ file_key: id, file_name: z.string().min(1).catch('file.bin') });

/** https://open.feishu.cn/document/server-docs/im-v1/message-content-description/message_content */
export function readFile({ message_type: type, content }: MessageEvent['message']): MessageFile | undefined {
  if (type !== 'image' && type !== 'file') return undefined;
  try {
    const read: unknown = JSON.parse(content);
    if (type === 'image') return { type, key: image.parse(read).image_key, name: 'picture.png' };
    const { file_key: key, file_name: given } = file.parse(read);
    const name = given.slice(-LONGEST_NAME);
    return { type, key, name: name.includes('.') ? name : `${name}.bin` };
  } catch {
    return undefined;
  }
}
