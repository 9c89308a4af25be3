import { z } from 'zod';
import { pageOf } from '../approval/pages.ts';
import { refuse } from '../errors.ts';
import { endpoint, noBody, pageSize, pageToken, success, userIdType } from '../http/endpoint.ts';
import { invalidAs } from '../http/violations.ts';
import { PER_MINUTE_100, PER_SECOND_50 } from '../limits.ts';
import type { Platform } from '../platform.ts';
import type { AppVersion } from './application.ts';
import { liveConfig, type Range } from './config.ts';
import { checkReadable } from './own.ts';
import { SUPER_SCOPES } from './scopes.ts';

const SELF = ['application:application:self_manage', 'application:application.app_version:readonly'];
const lang = z.enum(['zh_cn', 'en_us', 'ja_jp']);
const ofLanguage = z.strictObject({ lang, user_id_type: userIdType });
const invalid = invalidAs(99992402);

const [USUAL, SUPER] = [1, 3];
const scopeAnswer = (scope: string) => ({
  scope,
  description: scope,
  level: SUPER_SCOPES.includes(scope) ? SUPER : USUAL,
  token_types: ['tenant'],
});

const seconds = (ms: number) => String(Math.floor(ms / 1_000));

const visibleList = ({ users, departments }: Range) => ({
  open_ids: users,
  department_ids: departments,
  group_ids: [],
});

function versionAnswer(version: AppVersion, { world }: Platform): object {
  const { config, version_id, status, create_time, publish_time, remark, changelog } = version;
  const events = config.events === 'all' ? [] : config.events;
  return {
    app_id: world.app.app_id,
    version: version.version,
    version_id,
    app_name: world.app.name,
    avatar_url: '',
    description: '',
    scopes: config.scopes.map(scopeAnswer),
    i18n: [{ i18n_key: 'zh_cn', name: world.app.name, description: '' }],
    events,
    event_infos: events.map((event_type) => ({ event_type, event_name: event_type, event_description: '' })),
    status,
    create_time: seconds(create_time),
    ...(publish_time !== undefined && { publish_time: seconds(publish_time) }),
    ability: config.bot ? { bot: { card_request_url: '' } } : {},
    remark: {
      remark,
      update_remark: changelog,
      visibility: {
        is_all: config.availability.everybody,
        visible_list: visibleList(config.availability),
        invisible_list: visibleList({ everybody: false, users: [], departments: [] }),
      },
    },
  };
}

function callbackInfo({ world, application, deliveries }: Platform): object {
  const { callbacks, callback_mode } = liveConfig(world);
  const connected = deliveries.url === undefined ? 'websocket' : 'webhook';
  return {
    callback_type: callback_mode === 'as connected' ? connected : callback_mode,
    request_url: application.callbackUrl ?? deliveries.url ?? '',
    subscribed_callbacks: callbacks === 'all' ? [] : callbacks,
  };
}

/** https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/application-v6/application/get */
const get = endpoint({
  method: 'GET',
  path: '/open-apis/application/v6/applications/:app_id',
  scopes: ['application:application:self_manage', 'admin:app.info:readonly'],
  limit: PER_SECOND_50,
  query: ofLanguage,
  body: noBody,
  invalid,
  handle({ path }, platform) {
    checkReadable(path.app_id, platform);
    const { world, application } = platform;
    const { app_id, name, scopes, console } = world.app;
    const app = {
      app_id,
      creator_id: world.people[0]?.open_id,
      status: application.online() ? Number(console.enabled) : 2,
      scene_type: 0,
      payment_type: 0,
      ...(console.made_in === 'base' && { create_source: console.made_in }),
      redirect_urls: [],
      online_version_id: application.online()?.version_id ?? '',
      unaudit_version_id: application.inReview()?.version_id ?? '',
      app_name: name,
      avatar_url: '',
      description: '',
      scopes: scopes.map(scopeAnswer),
      primary_language: 'zh_cn',
      owner: { type: 2, owner_id: world.people[0]?.open_id },
      mobile_default_ability: 'bot',
      pc_default_ability: 'bot',
      callback_info: callbackInfo(platform),
    };
    return success({ app });
  },
});

/** https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/application-v6/application-app_version/list */
const versions = endpoint({
  method: 'GET',
  path: '/open-apis/application/v6/applications/:app_id/app_versions',
  scopes: SELF,
  limit: PER_MINUTE_100,
  query: z.strictObject({
    lang,
    user_id_type: userIdType,
    page_size: pageSize(1, 50, 20),
    page_token: pageToken,
    order: z.enum(['0', '1']).default('0'),
  }),
  body: noBody,
  invalid,
  handle({ path, query }, platform) {
    checkReadable(path.app_id, platform);
    const all = [...platform.application.versions];
    const keyOf = ({ version_id }: AppVersion) => {
      const index = all.findIndex((one) => one.version_id === version_id);
      return String(query.order === '1' ? index : all.length - index).padStart(6, '0');
    };
    const wanted = { size: query.page_size, token: query.page_token, query: ['versions', query.order] };
    const page = pageOf(all, keyOf, wanted, platform.pages) ?? refuse(210500);
    return success({
      items: page.rows.map((version) => versionAnswer(version, platform)),
      has_more: page.next !== undefined,
      ...(page.next !== undefined && { page_token: page.next }),
    });
  },
});

/** https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/application-v6/application-app_version/get */
const version = endpoint({
  method: 'GET',
  path: '/open-apis/application/v6/applications/:app_id/app_versions/:version_id',
  scopes: SELF,
  limit: PER_MINUTE_100,
  query: ofLanguage,
  body: noBody,
  invalid,
  handle({ path }, platform) {
    checkReadable(path.app_id, platform);
    const found = platform.application.versions.find(({ version_id }) => version_id === path.version_id);
    return success({ app_version: versionAnswer(found ?? refuse(211002), platform) });
  },
});

export const readEndpoints = [versions, version, get];
