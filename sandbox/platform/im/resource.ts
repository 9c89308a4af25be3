import { z } from 'zod';
import { refuse } from '../errors.ts';
import { Bytes, endpoint, noBody } from '../http/endpoint.ts';
import { invalidAs } from '../http/violations.ts';
import { PER_MINUTE_1000_AND_PER_SECOND_50 } from '../limits.ts';

/** https://open.feishu.cn/document/server-docs/im-v1/message/get-2: a picture or file that somebody sent. */
const resource = endpoint({
  method: 'GET',
  path: '/open-apis/im/v1/messages/:message_id/resources/:file_key',
  scopes: ['im:message', 'im:message:readonly', 'im:message.history:readonly'],
  limit: PER_MINUTE_1000_AND_PER_SECOND_50,
  query: z.strictObject({ type: z.enum(['image', 'file']) }),
  body: noBody,
  invalid: invalidAs(234001),
  handle({ path, query }, { messages, resources }) {
    const message = messages.find(path.message_id ?? '') ?? refuse(234001);
    if (!message.chat.bot) refuse(234004);
    if (message.recalled) refuse(230110);
    if (message.msg_type === 'interactive') refuse(234043);
    const found = resources.find(path.file_key ?? '');
    if (!found || !JSON.stringify(message.content).includes(JSON.stringify(found.key))) return refuse(234003);
    return query.type === found.kind ? new Bytes(found.data, found.type) : refuse(234001);
  },
});

export const resourceEndpoints = [resource];
