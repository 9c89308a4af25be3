import type { Platform } from '../platform.ts';
import type { UserIdType } from '../world/directory.ts';
import { nameOf } from './mentions.ts';
import type { Mention, Message } from './model.ts';

function sender(message: Message, platform: Platform, idType: UserIdType): object {
  const { app, tenant_key } = platform.world;
  if (message.sender === 'bot') return { id: app.app_id, id_type: 'app_id', sender_type: 'app', tenant_key };
  const key = message.sender.tenant_key ?? tenant_key;
  return { id: message.sender[idType], id_type: idType, sender_type: 'user', tenant_key: key };
}

function mention({ key, who }: Mention, platform: Platform, idType: UserIdType): object {
  return {
    key,
    id: who === 'bot' ? platform.world.app.open_id : who[idType],
    id_type: who === 'bot' ? 'open_id' : idType,
    name: nameOf(who, platform),
    tenant_key: (who === 'bot' ? undefined : who.tenant_key) ?? platform.world.tenant_key,
  };
}

/** A message as create, reply and get answer it; a recalled one is without content. */
export function messageAnswer(
  message: Message,
  platform: Platform,
  content: object = message.content,
  idType: UserIdType = 'open_id',
): object {
  return {
    message_id: message.message_id,
    ...(message.root_id !== undefined && { root_id: message.root_id }),
    ...(message.parent_id !== undefined && { parent_id: message.parent_id }),
    ...(message.thread_id !== undefined && { thread_id: message.thread_id }),
    msg_type: message.msg_type,
    create_time: String(message.create_time),
    update_time: String(message.update_time),
    deleted: message.recalled,
    updated: message.patches > 0 || message.update_time > message.create_time,
    chat_id: message.chat.chat_id,
    sender: sender(message, platform, idType),
    body: message.recalled ? {} : { content: JSON.stringify(content) },
    ...(message.mentions.length > 0 && {
      mentions: message.mentions.map((one) => mention(one, platform, idType)),
    }),
  };
}
