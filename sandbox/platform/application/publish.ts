import { z } from 'zod';
import { refuse } from '../errors.ts';
import { endpoint, noQuery, success } from '../http/endpoint.ts';
import { invalidAs } from '../http/violations.ts';
import { PER_MINUTE_20 } from '../limits.ts';
import { nextVersion } from './application.ts';
import { checkOwn } from './own.ts';

const REFUSALS = { otherApp: 210036, ofBase: 210001, notOfConsole: 210001, inReview: 210302 };

const VERSION = /^\d{1,5}\.\d{1,5}\.\d{1,5}$/;
const abilities = z.enum(['gadget', 'web_app', 'bot']).optional();
const note = z.string().min(1).max(500);

/** Whether a version number comes after another. */
function isAfter(one: string, other: string): boolean {
  const [a, b] = [one, other].map((version) => version.split('.').map(Number));
  const differs = a?.findIndex((part, index) => part !== b?.[index]) ?? -1;
  return differs >= 0 && (a?.[differs] ?? 0) > (b?.[differs] ?? 0);
}

/** https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/application-v7/application-v7/application-publish/create */
const publish = endpoint({
  method: 'POST',
  path: '/open-apis/application/v7/applications/:app_id/publish',
  scopes: ['application:application:patch'],
  limit: PER_MINUTE_20,
  query: noQuery,
  body: z.strictObject({
    mobile_default_ability: abilities,
    pc_default_ability: abilities,
    remark: note,
    changelog: note,
    version: z.string().optional(),
  }),
  invalid: invalidAs(210304),
  handle({ path, body }, platform) {
    const { application, world } = platform;
    checkOwn(path.app_id, REFUSALS, platform);
    const { draft, versions } = application;
    const { version_number, review } = world.app.console;
    if (draft.bot && !(body.mobile_default_ability && body.pc_default_ability))
      refuse(210304, 'default abilities');
    if (body.version === undefined && version_number === 'required') refuse(210304, 'version');
    const { version = nextVersion(versions), remark, changelog } = body;
    const last = versions.at(-1)?.version ?? '0.0.0';
    if (!VERSION.test(version) || !isAfter(version, last)) refuse(210303);
    const { version_id } = application.submit({ remark, changelog, version }, review !== 'none');
    return success({ version_id, version });
  },
});

export const publishEndpoints = [publish];
