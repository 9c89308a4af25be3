import { z } from 'zod';
import { refuse, refuseFields } from '../errors.ts';
import { endpoint, noQuery } from '../http/endpoint.ts';
import { PER_MINUTE_1000_AND_PER_SECOND_50, PER_SECOND_5 } from '../limits.ts';
import { readCardContent } from './content.ts';
import { existing } from './existing.ts';

/** How long after sending a card can be changed and answers clicks. */
export const CARD_LIFE_MS = 14 * 86_400_000;

function isShared(card: Record<string, unknown>): boolean {
  return (card.config as { update_multi?: unknown } | undefined)?.update_multi === true;
}

/**
 * https://open.feishu.cn/document/server-docs/im-v1/message-card/patch
 * A message of someone else is 230027 and one that is no card is 230001: the page names the rules and not the codes.
 */
const patch = endpoint({
  method: 'PATCH',
  path: '/open-apis/im/v1/messages/:message_id',
  scopes: ['im:message', 'im:message:send_as_bot', 'im:message:update'],
  limit: PER_MINUTE_1000_AND_PER_SECOND_50,
  query: noQuery,
  body: z.strictObject({ content: z.string() }),
  invalid: refuseFields,
  handle({ path, body, bodyBytes }, platform) {
    const message = existing(path.message_id, platform);
    const now = platform.clock.now();
    if (message.sender !== 'bot') refuse(230027, 'ext=the message was sent by someone else');
    if (message.recalled) refuse(230011);
    if (message.msg_type !== 'interactive') refuse(230001, 'ext=This message is NOT a card');
    if (now - message.create_time > CARD_LIFE_MS) refuse(230031);
    const card = readCardContent({ content: body.content, bodyBytes }, platform);
    if (!isShared(message.content))
      refuse(230001, 'ext=the sent card has no "update_multi": true in its config');
    if (!isShared(card)) refuse(230001, 'ext=the new card has no "update_multi": true in its config');
    if (platform.limiter.take(`updates of ${message.message_id}`, PER_SECOND_5)) refuse(230020);
    message.content = card;
    message.update_time = now;
    message.patches += 1;
    platform.changes.tell({ kind: 'message', message });
    return { code: 0, msg: 'ok', data: {} };
  },
});

export const patchEndpoints = [patch];
