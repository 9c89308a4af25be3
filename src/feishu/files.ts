import { z } from 'zod';
import { pathId } from '../lib/ids.ts';
import { atMost } from './gateway/bounded.ts';
import type { Gateway } from './gateway/gateway.ts';
import { multipart } from './multipart.ts';
import type { Held, Spool } from './spool.ts';

const MEGABYTE = 1024 * 1024;
const MOST_BYTES = { image: 10 * MEGABYTE, attachment: 50 * MEGABYTE };

/** The file is larger than the form of an approval takes. */
export class FileTooLarge extends Error {}

export interface MessageResource {
  messageId: string;
  key: string;
  type: 'image' | 'file';
}

export interface FilePort {
  /**
   * Lays the file or picture of a message ready for a form; returns the code under which the form names it. Throws
   * `FileTooLarge` when there is more of it than a form takes, and reads no further.
   */
  layReady(from: MessageResource, as: { name: string; type: 'image' | 'attachment' }): Promise<string>;
}

const anything = z.custom<AsyncIterable<Buffer>>((value) => Symbol.asyncIterator in Object(value));
const uploaded = z.object({ code: z.string().min(1) });

function download(gateway: Gateway, { messageId, key, type }: MessageResource) {
  const path = { message_id: pathId('message', messageId), file_key: pathId('resource', key) };
  return gateway.call('im.message.resource.get', anything, async (client, options) => {
    const answer = await client.im.v1.messageResource.get({ path, params: { type } }, options);
    return { data: answer.getReadableStream() };
  });
}

async function upload(gateway: Gateway, url: string, as: { name: string; type: string }, held: Held) {
  const { code } = await gateway.call('approval.file.upload', uploaded, async (client, options) => {
    const form = multipart({ ...as }, { field: 'content', name: as.name, held });
    // The SDK's own request would copy the form into a plain object and lose it.
    const { headers } = await client.formatPayload({}, options);
    return client.httpInstance.request({
      method: 'POST',
      url,
      headers: { ...headers, ...form.headers },
      data: form.data,
    });
  });
  return code;
}

/** https://open.feishu.cn/document/server-docs/im-v1/message/get-2 and, on the product host, ukTMukTMukTM/uUDOyUjL1gjM14SN4ITN */
export const files = (gateway: Gateway, webBaseUrl: string, spool: Spool): FilePort => ({
  async layReady(from, as) {
    const most = MOST_BYTES[as.type];
    const content = atMost(
      most,
      await download(gateway, from),
      () => new FileTooLarge(`more than ${most} bytes`),
    );
    const url = `${webBaseUrl}/approval/openapi/v2/file/upload`;
    return spool(content, (held) => upload(gateway, url, as, held));
  },
});
