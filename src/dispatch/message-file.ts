import { z } from 'zod';
import type { MessageEvent } from '../feishu/events/message.ts';

/** The picture or file that a message consists of. */
export interface MessageFile {
  type: 'image' | 'file';
  key: string;
  /** With its extension; pictures have a made-up one. */
  name: string;
}

const image = z.object({ image_key: z.string().min(1) });
const file = z.object({ file_key: z.string().min(1), file_name: z.string().min(1).catch('file.bin') });

/** https://open.feishu.cn/document/server-docs/im-v1/message-content-description/message_content */
export function readFile(message: MessageEvent['message']): MessageFile | undefined {
  try {
    const content: unknown = JSON.parse(message.content);
    if (message.message_type === 'image')
      return { type: 'image', key: image.parse(content).image_key, name: 'picture.png' };
    if (message.message_type !== 'file') return undefined;
    const { file_key: key, file_name: name } = file.parse(content);
    return { type: 'file', key, name: name.includes('.') ? name : `${name}.bin` };
  } catch {
    return undefined;
  }
}
