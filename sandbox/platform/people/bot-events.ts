import type { Delivery } from '../events/deliveries.ts';
import { v2Envelope } from '../events/envelopes.ts';
import type { Platform } from '../platform.ts';
import { chatFor } from './chat-of.ts';
import { idsOf } from './message-event.ts';

function send(type: string, event: object, platform: Platform): Promise<Delivery> {
  return platform.deliveries.send(v2Envelope(type, String(platform.clock.now()), event, platform));
}

/** application.bot.menu_v6: a person chooses an entry of the bot's menu. */
export function chooseMenu(by: string, eventKey: string, platform: Platform): Promise<Delivery> {
  const operator = { operator_id: idsOf(platform.directory.person(by), platform) };
  const timestamp = Math.floor(platform.clock.now() / 1000);
  return send('application.bot.menu_v6', { operator, event_key: eventKey, timestamp }, platform);
}

/** im.chat.access_event.bot_p2p_chat_entered_v1: a person opens the direct chat with the bot. */
export function enterChat(by: string, platform: Platform): Promise<Delivery> {
  const person = platform.directory.person(by);
  const { chat_id } = chatFor(person, 'direct', platform);
  const last = platform.messages.all.filter((message) => message.chat.chat_id === chat_id).at(-1);
  const event = {
    chat_id,
    operator_id: idsOf(person, platform),
    last_message_id: last?.message_id ?? '',
    last_message_create_time: String(last?.create_time ?? ''),
  };
  return send('im.chat.access_event.bot_p2p_chat_entered_v1', event, platform);
}

/** im.chat.member.bot.added_v1: a member adds the bot to a group. */
export function addBot(by: string, group: string, platform: Platform): Promise<Delivery> {
  const chat = platform.chats.group(group);
  chat.bot = true;
  const person = platform.directory.person(by);
  const event = {
    chat_id: chat.chat_id,
    operator_id: idsOf(person, platform),
    external: false,
    operator_tenant_key: person.tenant_key ?? platform.world.tenant_key,
    name: chat.name,
    i18n_names: { zh_cn: chat.name },
  };
  return send('im.chat.member.bot.added_v1', event, platform);
}
