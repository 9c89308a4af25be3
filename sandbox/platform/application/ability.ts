import { z } from 'zod';
import { refuse } from '../errors.ts';
import { endpoint, noQuery, success } from '../http/endpoint.ts';
import { invalidAs } from '../http/violations.ts';
import { PER_MINUTE_100 } from '../limits.ts';
import { checkOwn } from './own.ts';

const REFUSALS = { otherApp: 210016, ofBase: 210015, notOfConsole: 210021, inReview: 210020 };

/** An entry that sends an event, and one that opens to others; the other kinds are not emulated. */
const [SENDS_EVENT, OPENS] = [2, 3] as const;

const entry = z.strictObject({
  menu_id: z.string().min(1),
  parent_menu_id: z.string().min(1).optional(),
  sort: z.int().optional(),
  default_name: z.string().min(1),
  i18n_name: z.strictObject({ zh_cn: z.string(), en_us: z.string(), ja_jp: z.string() }),
});
const menu = z.discriminatedUnion('menu_content_type', [
  entry.extend({ menu_content_type: z.literal(SENDS_EVENT), event_key: z.string().min(1) }),
  entry.extend({ menu_content_type: z.literal(OPENS) }),
]);

/** What is wrong with a menu as a whole; undefined for one that can be shown. */
function problemOf(menus: readonly z.infer<typeof menu>[], most: number): string | undefined {
  const ids = menus.map(({ menu_id }) => menu_id);
  if (new Set(ids).size < ids.length) return 'menu_id is used twice';
  if (menus.filter(({ parent_menu_id }) => parent_menu_id === undefined).length > most)
    return 'bot_menus is too long';
  const opening = menus.filter((one) => one.menu_content_type === OPENS && one.parent_menu_id === undefined);
  const lost = menus.find(
    ({ parent_menu_id: of }) => of !== undefined && !opening.some(({ menu_id }) => menu_id === of),
  );
  return lost && `parent_menu_id ${lost.parent_menu_id} opens to nothing`;
}

/** What a person can choose; an entry that opens to others is not shown as one. */
const chosenFrom = (menus: readonly z.infer<typeof menu>[]) =>
  menus.flatMap((one) =>
    one.menu_content_type === SENDS_EVENT ? { key: one.event_key, name: one.i18n_name } : [],
  );

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
    const { menu_by_api, menu_most } = world.app.console;
    if (!menu_by_api && (bot_menus ?? bot_menu_enable) !== undefined) refuse(210011, 'bot_menus is unknown');
    const problem = bot_menus && problemOf(bot_menus, menu_most);
    if (problem) refuse(210011, problem);
    const { draft } = application;
    draft.bot = enable ?? draft.bot;
    if (bot_menus) draft.menu = chosenFrom(bot_menus);
    if (bot_menu_enable === false || !draft.bot) draft.menu = [];
    changes.tell({ kind: 'application' });
    return success({});
  },
});

export const abilityEndpoints = [ability];
