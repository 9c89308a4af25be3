import type { Gateway } from '../gateway/gateway.ts';
import { appAnswer, scopesAnswer, versionAnswer, versionsAnswer, visibleAnswer } from './answers.ts';
import type { Reading } from './port.ts';

const GRANTED = 1;
const lang = 'en_us' as const;

export const reading = (gateway: Gateway, app_id: string): Reading => ({
  async app() {
    const { app } = await gateway.call('application.get', appAnswer, (client, options) =>
      client.application.v6.application.get({ path: { app_id }, params: { lang } }, options),
    );
    return app;
  },
  ...versions(gateway, app_id),
  async grantedScopes() {
    const { scopes } = await gateway.call('application.scope.list', scopesAnswer, (client, options) =>
      client.application.v6.scope.list({}, options),
    );
    return (scopes ?? []).flatMap(({ scope_name, grant_status, scope_type }) =>
      grant_status === GRANTED && scope_type !== 'user' ? scope_name : [],
    );
  },
  async outside(user_ids) {
    const { user_visibility_list } = await gateway.call(
      'application.visibility',
      visibleAnswer,
      (client, options) =>
        client.application.v6.applicationVisibility.checkWhiteBlackList(
          { path: { app_id }, params: { user_id_type: 'open_id' }, data: { user_ids } },
          options,
        ),
    );
    return (user_visibility_list ?? []).flatMap(({ user_id, in_white_list, in_black_list }) =>
      in_white_list === false || in_black_list === true ? user_id : [],
    );
  },
});

const versions = (gateway: Gateway, app_id: string): Pick<Reading, 'version' | 'lastVersion'> => ({
  async version(version_id) {
    const { app_version } = await gateway.call(
      'application.app_version.get',
      versionAnswer,
      (client, options) =>
        client.application.v6.applicationAppVersion.get(
          { path: { app_id, version_id }, params: { lang } },
          options,
        ),
    );
    return app_version;
  },
  async lastVersion() {
    const { items } = await gateway.call('application.app_version.list', versionsAnswer, (client, options) =>
      client.application.v6.applicationAppVersion.list(
        { path: { app_id }, params: { lang, page_size: 1 } },
        options,
      ),
    );
    return items?.[0]?.version || undefined;
  },
});
