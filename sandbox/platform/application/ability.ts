import { z } from 'zod';
import { refuse } from '../errors.ts';
import { endpoint, noQuery, success } from '../http/endpoint.ts';
import { invalidAs } from '../http/violations.ts';
import { PER_MINUTE_100 } from '../limits.ts';
import { checkOwn } from './own.ts';

const REFUSALS = { otherApp: 210016, ofBase: 210015, notOfConsole: 210021, inReview: 210020 };

/** An entry that sends an event; the other kinds, and menus in menus, are not emulated. */
const SENDS_EVENT = 2;

const menu = z.strictObject({
  menu_id: z.string().min(1),
  sort: z.int().optional(),
  default_name: z.string().min(1),
  i18n_name: z.strictObject({ zh_cn: z.string(), en_us: z.string(), ja_jp: z.string() }),
  event_key: z.string().min(1),
  menu_content_type: z.literal(SENDS_EVENT),
});

const bot = z.strictObject({
  enable: z.boolean(),
  message_card_callback_url: z.string().optional(),
  bot_menu_enable: z.boolean().optional(),
  bot_menus: z.array(menu).optional(),
  bot_menu_display_strategy: z.int().min(0).max(3).optional(),
});

/** https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/application-v7/application-v7/application-ability/patch */
const ability = endpoint({
  method: 'PATCH',
  path: '/open-apis/application/v7/applications/:app_id/ability',
  scopes: ['application:application:patch'],
  limit: PER_MINUTE_100,
  query: noQuery,
  body: z.strictObject({ bot: bot.optional() }),
  invalid: invalidAs(210011),
  handle({ path, body }, platform) {
    const { application, world, changes } = platform;
    checkOwn(path.app_id, REFUSALS, platform);
    const { enable, bot_menu_enable, bot_menus } = body.bot ?? {};
    const { menu_by_api } = world.app.console;
    if (!menu_by_api && (bot_menus ?? bot_menu_enable) !== undefined) refuse(210011, 'bot_menus is unknown');
    const menu_ids = bot_menus?.map(({ menu_id }) => menu_id) ?? [];
    if (new Set(menu_ids).size < menu_ids.length) refuse(210011, 'menu_id is used twice');
    const { draft } = application;
    draft.bot = enable ?? draft.bot;
    if (bot_menus)
      draft.menu = bot_menus.map(({ event_key, i18n_name }) => ({ key: event_key, name: i18n_name }));
    if (bot_menu_enable === false || !draft.bot) draft.menu = [];
    changes.tell({ kind: 'application' });
    return success({});
  },
});

export const abilityEndpoints = [ability];
