import { refuse } from '../errors.ts';
import { endpoint, noBody, noQuery, success } from '../http/endpoint.ts';
import { invalidAs } from '../http/violations.ts';
import { PER_MINUTE_100 } from '../limits.ts';
import type { Platform } from '../platform.ts';

const GRANTED = 1;
const NOT_GRANTED = 2;
const MOST_APPLICATIONS = 10;

/** Highly sensitive ones can't be applied for by the API; which they are stands in the console's list. */
export const SUPER_SCOPES: readonly string[] = ['im:message.group_msg'];

function notGranted({ world, application }: Platform): string[] {
  return application.draft.scopes.filter((name) => !world.app.scopes.includes(name));
}

/** https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/application-v6/scope/list */
const list = endpoint({
  method: 'GET',
  path: '/open-apis/application/v6/scopes',
  scopes: [],
  limit: PER_MINUTE_100,
  query: noQuery,
  body: noBody,
  invalid: invalidAs(99992402),
  handle(_call, platform) {
    const { world, application } = platform;
    if (!application.online()) refuse(212100);
    const row = (grant_status: number) => (scope_name: string) => ({
      scope_name,
      grant_status,
      scope_type: 'tenant',
    });
    const missing = notGranted(platform).map(row(NOT_GRANTED));
    return success({ scopes: [...world.app.scopes.map(row(GRANTED)), ...missing] });
  },
});

/** https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/application-v6/scope/apply */
const apply = endpoint({
  method: 'POST',
  path: '/open-apis/application/v6/scopes/apply',
  scopes: [],
  limit: PER_MINUTE_100,
  query: noQuery,
  body: noBody,
  invalid: invalidAs(99992402),
  handle(_call, platform) {
    const { application, changes } = platform;
    const missing = notGranted(platform);
    if (missing.length === 0) refuse(212002);
    if (missing.every((name) => SUPER_SCOPES.includes(name))) refuse(212001);
    if (application.applied >= MOST_APPLICATIONS) refuse(212003);
    if (application.applied > 0) refuse(212004);
    application.applied += 1;
    changes.tell({ kind: 'application' });
    return success({});
  },
});

export const scopesEndpoints = [list, apply];
