import { z } from 'zod';
import type { Gateway } from './gateway/gateway.ts';
import { fast, slow } from './gateway/limits.ts';
import { pathId } from './ids.ts';

const MEGABYTE = 1024 * 1024;
export const MAX_FILE_BYTES = { image: 10 * MEGABYTE, attachment: 50 * MEGABYTE };

/** The file is larger than the form of an approval takes. */
export class FileTooLarge extends Error {}

export interface FilePort {
  /** The file or picture of a message. Throws `FileTooLarge` before more than `maxBytes` were read. */
  download(
    from: { messageId: string; key: string; type: 'image' | 'file' },
    maxBytes: number,
  ): Promise<Buffer>;
  /** Lays a file ready for a form; returns the code under which the form names it. */
  upload(file: { name: string; type: 'image' | 'attachment'; content: Buffer }): Promise<string>;
}

const anything = z.custom<AsyncIterable<Buffer>>((value) => Symbol.asyncIterator in Object(value));
const uploaded = z.object({ code: z.string().min(1) });

/** https://open.feishu.cn/document/server-docs/im-v1/message/get-2 and, on the product host, ukTMukTMukTM/uUDOyUjL1gjM14SN4ITN */
export const files = (gateway: Gateway, webBaseUrl: string): FilePort => ({
  async download({ messageId, key, type }, maxBytes) {
    const path = { message_id: pathId('message', messageId), file_key: pathId('resource', key) };
    const stream = await gateway.call({
      endpoint: 'im.message.resource.get',
      limits: [fast('im.message.resource.get')],
      repeatable: true,
      answer: anything,
      send: async (client, options) => {
        const answer = await client.im.v1.messageResource.get({ path, params: { type } }, options);
        return { data: answer.getReadableStream() };
      },
    });
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of stream) {
      bytes += chunk.length;
      if (bytes > maxBytes) throw new FileTooLarge(`more than ${maxBytes} bytes`);
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  },
  async upload({ name, type, content }) {
    const { code } = await gateway.call({
      endpoint: 'approval.file.upload',
      limits: [slow('approval.file.upload')],
      repeatable: true,
      answer: uploaded,
      send: async (client, options) => {
        const data = new FormData();
        data.set('name', name);
        data.set('type', type);
        data.set('content', new Blob([new Uint8Array(content)]), name);
        // The SDK's own request would copy the form into a plain object and lose it.
        const { headers } = await client.formatPayload({}, options);
        const url = `${webBaseUrl}/approval/openapi/v2/file/upload`;
        return client.httpInstance.request({ method: 'POST', url, headers, data });
      },
    });
    return code;
  },
});
