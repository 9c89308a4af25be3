import { z } from 'zod';
import { text } from '../listed.ts';
import type { AppChange, Asker, Changing } from './port.ts';

const nothing = z.unknown();
const publishedAnswer = z.looseObject({ version: text });

/** The body of a change: what it says nothing of stays as it is. */
function bodyOf(change: AppChange): object {
  const { scopes = [], events = [], callbacks = [], channel, contactsAsAvailability } = change;
  const add_scopes = scopes.map((scope_name) => ({ scope_name, token_type: 'tenant' }));
  const request = channel?.mode === 'webhook' ? { request_url: channel.url } : {};
  const event = { subscription_type: channel?.mode, ...request, add_events: events };
  const callback = { callback_type: channel?.mode, ...request, add_callbacks: callbacks };
  return {
    ...(scopes.length > 0 && { scope: { add_scopes } }),
    ...(channel && { event, callback }),
    ...(contactsAsAvailability && { contacts: { contacts_range_type: 'equal_to_availability' } }),
  };
}

const EVENT_ENTRY = 2;

const menuOf = (menu: Parameters<Changing['switchBotOn']>[0]) =>
  menu.map(({ event_key, name }, sort) => ({
    menu_id: event_key,
    sort,
    default_name: name.en_us,
    i18n_name: name,
    event_key,
    menu_content_type: EVENT_ENTRY,
  }));

/** https://open.feishu.cn/document/application-v7/application/config, …/ability, …/publish */
export const changing = (ask: Asker, appId: string): Changing => {
  const url = (what: string) => `/open-apis/application/v7/applications/${appId}/${what}`;
  return {
    async change(change) {
      await ask('application.config', nothing, (client, options) =>
        client.request({ method: 'PATCH', url: url('config'), data: bodyOf(change) }, options),
      );
    },
    async switchBotOn(menu) {
      const bot = { enable: true, bot_menu_enable: menu.length > 0, bot_menus: menuOf(menu) };
      await ask('application.ability', nothing, (client, options) =>
        client.request({ method: 'PATCH', url: url('ability'), data: { bot } }, options),
      );
    },
    async applyForScopes() {
      await ask('application.scope.apply', nothing, (client, options) =>
        client.application.v6.scope.apply({}, options),
      );
    },
    async publish(changelog, version) {
      const abilities = { pc_default_ability: 'bot', mobile_default_ability: 'bot' };
      const data = { ...abilities, changelog, remark: changelog, ...(version && { version }) };
      const published = await ask('application.publish', publishedAnswer, (client, options) =>
        client.request({ method: 'POST', url: url('publish'), data }, options),
      );
      return published.version;
    },
  };
};
