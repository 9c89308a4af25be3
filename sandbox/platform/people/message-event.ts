import { v2Envelope } from '../events/envelopes.ts';
import { nameOf } from '../im/mentions.ts';
import type { Mention, Message } from '../im/model.ts';
import type { Platform } from '../platform.ts';
import { hasScope, USER_ID_SCOPE } from '../platform.ts';
import type { Person } from '../world/schema.ts';

/** The ids of a person as events carry them; the user_id only with its scope. */
export function idsOf(person: Person, platform: Platform): object {
  const { open_id, union_id, user_id } = person;
  return { union_id, ...(hasScope(platform, USER_ID_SCOPE) && { user_id }), open_id };
}

const NO_IDS = { union_id: '', user_id: '', open_id: '' };

function idsIn(who: Mention['who'], platform: Platform): object {
  if (who === 'bot') return { ...NO_IDS, open_id: platform.world.app.open_id };
  return who.seen ? idsOf(who, platform) : NO_IDS;
}

function mention({ key, who }: Mention, platform: Platform): object {
  const { tenant_key } = platform.world;
  // As it was seen: other bots come without a type and an organisation.
  if (who !== 'bot' && who.bot)
    return { key, id: { ...NO_IDS, open_id: who.open_id }, name: who.name, tenant_key: '' };
  return {
    key,
    id: idsIn(who, platform),
    mentioned_type: who === 'bot' ? 'bot' : 'user',
    name: nameOf(who, platform),
    tenant_key: (who === 'bot' ? undefined : who.tenant_key) ?? tenant_key,
  };
}

/** How a client names itself: its language is that of the person. */
const userAgentOf = ({ language }: Person) =>
  `Mozilla/5.0 (Macintosh; Intel Mac OS X 13_2_1) AppleWebKit/537.36 (KHTML, like Gecko) Lark/7.50.5 LarkLocale/${language.replace(/_(.*)/, (_all, region: string) => `_${region.toUpperCase()}`)} ttnet SDK-Version/7.50.8`;

/** im.message.receive_v1: https://open.feishu.cn/document/server-docs/im-v1/message/events/receive */
export function messageEvent(message: Message, sender: Person, platform: Platform): object {
  const { mentions, root_id, parent_id, thread_id } = message;
  const event = {
    sender: {
      sender_id: idsOf(sender, platform),
      sender_type: 'user',
      tenant_key: sender.tenant_key ?? platform.world.tenant_key,
    },
    message: {
      message_id: message.message_id,
      ...(root_id !== undefined && { root_id }),
      ...(parent_id !== undefined && { parent_id }),
      ...(thread_id !== undefined && { thread_id }),
      create_time: String(message.create_time),
      update_time: String(message.update_time),
      chat_id: message.chat.chat_id,
      chat_type: message.chat.type,
      message_type: message.msg_type,
      content: JSON.stringify(message.content),
      ...(hasScope(platform, 'im:user_agent:read') && { user_agent: userAgentOf(sender) }),
      ...(mentions.length > 0 && { mentions: mentions.map((one) => mention(one, platform)) }),
    },
  };
  return v2Envelope('im.message.receive_v1', String(platform.clock.now()), event, platform);
}

/** Whether the bot is told of this message, by where it is, whom it mentions and what the app may receive. */
export function botReceives({ chat, mentions }: Message, platform: Platform): boolean {
  if (chat.type === 'p2p') return hasScope(platform, 'im:message.p2p_msg:readonly', 'im:message.p2p_msg');
  if (!chat.bot) return false;
  if (hasScope(platform, 'im:message.group_msg')) return true;
  const mayReceive = hasScope(
    platform,
    'im:message.group_at_msg:readonly',
    'im:message.group_at_msg',
    'im:message.group_at_msg.include_bot:readonly',
  );
  return mayReceive && mentions.some(({ who }) => who === 'bot');
}
