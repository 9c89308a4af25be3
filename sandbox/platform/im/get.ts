import { z } from 'zod';
import { refuse, refuseFields } from '../errors.ts';
import { endpoint, noBody, success, userIdType } from '../http/endpoint.ts';
import { PER_MINUTE_1000_AND_PER_SECOND_50 } from '../limits.ts';
import { hasScope } from '../platform.ts';
import { messageAnswer } from './answer.ts';
import { degradedCard } from './degraded-card.ts';
import { existing } from './existing.ts';

/**
 * https://open.feishu.cn/document/server-docs/im-v1/message/get
 * In a group the app also needs im:message.group_msg; without it the page's code for missing permissions is 230027.
 */
const get = endpoint({
  method: 'GET',
  path: '/open-apis/im/v1/messages/:message_id',
  scopes: ['im:message', 'im:message:readonly'],
  limit: PER_MINUTE_1000_AND_PER_SECOND_50,
  query: z.strictObject({
    user_id_type: userIdType,
    card_msg_content_type: z.literal('user_card_content').optional(),
  }),
  body: noBody,
  invalid: refuseFields,
  handle({ path, query }, platform) {
    const message = existing(path.message_id, platform);
    if (!message.chat.bot) refuse(230002);
    if (message.chat.type === 'group' && !hasScope(platform, 'im:message.group_msg')) {
      refuse(230027, 'ext=need scope: im:message.group_msg');
    }
    const degraded = message.msg_type === 'interactive' && query.card_msg_content_type === undefined;
    const content = degraded ? degradedCard(message.content) : message.content;
    const idType = query.user_id_type;
    const merged = (message.merged ?? []).map((one) => ({
      ...messageAnswer(one, platform, one.content, idType),
      upper_message_id: message.message_id,
    }));
    return success({ items: [messageAnswer(message, platform, content, idType), ...merged] });
  },
});

export const getEndpoints = [get];
