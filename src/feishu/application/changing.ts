import { z } from 'zod';
import type { Gateway } from '../gateway/gateway.ts';
import { text } from '../listed.ts';
import type { AppChange, Changing, MenuEntry, Whom } from './port.ts';

const nothing = z.unknown();
const publishedAnswer = z.looseObject({ version: text });

/** The body of a change: what it says nothing of stays as it is. */
function bodyOf(change: AppChange): object {
  const { scopes = [], removedScopes = [], events = [], callbacks = [], channel, keys } = change;
  const contacts = change.contactsAsAvailability ? 'as availability' : change.contacts;
  const named = (names: string[]) => names.map((scope_name) => ({ scope_name, token_type: 'tenant' }));
  const scope = {
    ...(scopes.length > 0 && { add_scopes: named(scopes) }),
    ...(removedScopes.length > 0 && { remove_scopes: named(removedScopes) }),
  };
  const request = channel?.mode === 'webhook' ? { request_url: channel.url } : {};
  const event = { subscription_type: channel?.mode, ...request, add_events: events };
  const callback = { callback_type: channel?.mode, ...request, add_callbacks: callbacks };
  return {
    ...(scopes.length + removedScopes.length > 0 && { scope }),
    ...(keys && {
      event_and_callback_encrypt_strategy: {
        encryption_key: keys.encryptKey,
        verification_token: keys.verificationToken,
      },
    }),
    ...(channel && { event, callback }),
    ...(change.availability && { visibility: availabilityOf(change.availability) }),
    ...(contacts && { contacts: contactsOf(contacts) }),
  };
}

const listed = (ids: readonly string[]) => ({
  user_ids: ids.filter((id) => !id.startsWith('od-')),
  department_ids: ids.filter((id) => id.startsWith('od-')),
});

const availabilityOf = (whom: Whom) =>
  whom === 'everyone'
    ? { is_visible_to_all: true }
    : { is_visible_to_all: false, visible_list: listed(whom) };

const contactsOf = (whom: Whom | 'as availability') => {
  if (whom === 'as availability') return { contacts_range_type: 'equal_to_availability' };
  if (whom === 'everyone') return { contacts_range_type: 'all' };
  return { contacts_range_type: 'some', visible_list: listed(whom) };
};

const EVENT_ENTRY = 2;
const OPENS = 3;

const menuOf = (menu: readonly MenuEntry[]) =>
  menu.map(({ event_key, name, opens, of }, sort) => ({
    menu_id: event_key,
    ...(of !== undefined && { parent_menu_id: of }),
    sort,
    default_name: name.en_us,
    i18n_name: name,
    ...(opens ? { menu_content_type: OPENS } : { event_key, menu_content_type: EVENT_ENTRY }),
  }));

/** https://open.feishu.cn/document/application-v7/application/config, …/ability, …/publish */
export const changing = (gateway: Gateway, appId: string): Changing => {
  const url = (what: string) => `/open-apis/application/v7/applications/${appId}/${what}`;
  return {
    async change(change) {
      await gateway.call('application.config', nothing, (client, options) =>
        client.request({ method: 'PATCH', url: url('config'), data: bodyOf(change) }, options),
      );
    },
    async switchBotOn(menu) {
      const menus = menu && { bot_menu_enable: menu.length > 0, bot_menus: menuOf(menu) };
      const bot = { enable: true, ...menus };
      await gateway.call('application.ability', nothing, (client, options) =>
        client.request({ method: 'PATCH', url: url('ability'), data: { bot } }, options),
      );
    },
    async applyForScopes() {
      await gateway.call('application.scope.apply', nothing, (client, options) =>
        client.application.v6.scope.apply({}, options),
      );
    },
    async publish(changelog, version) {
      const abilities = { pc_default_ability: 'bot', mobile_default_ability: 'bot' };
      const data = { ...abilities, changelog, remark: changelog, ...(version && { version }) };
      const published = await gateway.call('application.publish', publishedAnswer, (client, options) =>
        client.request({ method: 'POST', url: url('publish'), data }, options),
      );
      return published.version;
    },
  };
};
