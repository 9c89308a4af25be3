import { z } from 'zod';
import { notEmulated, PlatformRefusal, refuse, refuseFields } from '../errors.ts';
import { endpoint, noQuery, success } from '../http/endpoint.ts';
import { PER_MINUTE_1000_AND_PER_SECOND_50, PER_SECOND_5 } from '../limits.ts';
import type { Platform } from '../platform.ts';
import type { Chat } from '../world/chats.ts';
import { messageAnswer } from './answer.ts';
import { readContent } from './content.ts';
import { existing } from './existing.ts';
import type { Message } from './model.ts';
import { chatOf, checkWritable, RECEIVE_ID_TYPES } from './receive-id.ts';
import { threadOf } from './thread.ts';

const SEND_SCOPES = ['im:message', 'im:message:send_as_bot', 'im:message:send'];
const uuid = z.string().max(50, 'the max len is 50').optional();

interface Draft {
  readonly chat: Chat;
  readonly msg_type: string;
  readonly content: string;
  readonly bodyBytes: number;
  readonly uuid: string | undefined;
  readonly parent?: Message;
}

function post(draft: Draft, platform: Platform): object {
  const { chat, parent } = draft;
  const { type, content, mentions } = readContent(draft.msg_type, draft, platform);
  if (platform.limiter.take(`messages into ${chat.chat_id}`, PER_SECOND_5)) refuse(230020);
  const now = platform.clock.now();
  const message: Message = {
    message_id: `om_${platform.ids.hex(32)}`,
    chat,
    sender: 'bot',
    msg_type: type,
    content,
    mentions,
    parent_id: parent?.message_id,
    root_id: parent && (parent.root_id ?? parent.message_id),
    thread_id: threadOf(chat, parent, platform.ids),
    create_time: now,
    update_time: now,
    recalled: false,
    patches: 0,
  };
  platform.messages.all.push(message);
  platform.changes.tell({ kind: 'message', message });
  if (draft.uuid) platform.sentOnce.remember(draft.uuid, message);
  return success(messageAnswer(message, platform));
}

function sentBefore(id: string | undefined, platform: Platform): object | undefined {
  const message = id ? platform.sentOnce.find(id) : undefined;
  return message && success(messageAnswer(message, platform));
}

/** https://open.feishu.cn/document/server-docs/im-v1/message/create */
const create = endpoint({
  method: 'POST',
  path: '/open-apis/im/v1/messages',
  scopes: SEND_SCOPES,
  limit: PER_MINUTE_1000_AND_PER_SECOND_50,
  query: z.strictObject({ receive_id_type: z.enum(RECEIVE_ID_TYPES) }),
  body: z.strictObject({ receive_id: z.string().min(1), msg_type: z.string(), content: z.string(), uuid }),
  invalid: refuseFields,
  handle({ query, body, bodyBytes }, platform) {
    const before = sentBefore(body.uuid, platform);
    if (before) return before;
    const chat = chatOf(query.receive_id_type, body.receive_id, platform);
    const { msg_type, content, uuid } = body;
    return post({ chat, msg_type, content, bodyBytes, uuid }, platform);
  },
});

/** https://open.feishu.cn/document/server-docs/im-v1/message/reply */
const reply = endpoint({
  method: 'POST',
  path: '/open-apis/im/v1/messages/:message_id/reply',
  scopes: SEND_SCOPES,
  limit: PER_MINUTE_1000_AND_PER_SECOND_50,
  query: noQuery,
  body: z.strictObject({
    msg_type: z.string(),
    content: z.string(),
    uuid,
    reply_in_thread: z.boolean().optional(),
  }),
  invalid: refuseFields,
  handle({ path, body, bodyBytes }, platform) {
    const parent = existing(path.message_id, platform);
    if (body.reply_in_thread) throw new PlatformRefusal(notEmulated('replies in a thread'));
    const before = sentBefore(body.uuid, platform);
    if (before) return before;
    checkWritable(parent.chat, platform);
    if (parent.recalled) refuse(230011);
    const { msg_type, content, uuid } = body;
    return post({ chat: parent.chat, msg_type, content, bodyBytes, uuid, parent }, platform);
  },
});

export const sendEndpoints = [create, reply];
