import { describe, expect, it } from 'vitest';
import manifest from '../../app.manifest.json' with { type: 'json' };
import { endpoints } from '../../sandbox/platform/endpoints.ts';
import { loadWorld } from '../../sandbox/platform/index.ts';
import { PER_MINUTE_100, PER_MINUTE_1000_AND_PER_SECOND_50 } from '../../sandbox/platform/limits.ts';
import { ORACLES } from './hold.ts';

const { operations } = ORACLES.explorer;
const asked = manifest.scopes.filter(({ optional }) => !optional).map(({ name }) => name);
const optional = manifest.scopes.filter(({ optional }) => optional).map(({ name }) => name);

const SLASH_COMMANDS = '/open-apis/application/v7/app_slash_commands';

/** What no description has: older than the API explorer, younger, or outside of it. */
const UNDESCRIBED = [
  `DELETE ${SLASH_COMMANDS}/:command_id`,
  `GET ${SLASH_COMMANDS}`,
  'GET /open-apis/bot/v3/info',
  'GET /page/launcher',
  `PATCH ${SLASH_COMMANDS}/:command_id`,
  'POST /approval/openapi/v2/file/upload',
  'POST /approval/openapi/v2/instance/cc',
  'POST /approval/openapi/v2/instance/create',
  'POST /callback/ws/endpoint',
  'POST /oauth/v1/app/registration',
  `POST ${SLASH_COMMANDS}`,
  'POST /page/launcher',
];

/** Without these an event does not come; no operation needs them. */
const OF_EVENTS = ['im:message.p2p_msg:readonly', 'im:message.group_at_msg:readonly', 'im:chat:readonly'];
/** Of operations that no description has yet. */
const OF_UNDESCRIBED = ['application:app_slash_command:read', 'application:app_slash_command:write'];

/** The levels of https://open.feishu.cn/document/ukTMukTMukTM/uUzN04SN3QjL1cDN that our operations have. */
const LEVELS = new Map([
  [3, PER_MINUTE_100],
  [4, PER_MINUTE_1000_AND_PER_SECOND_50],
]);

const emulated = endpoints.map((endpoint) => ({
  ...endpoint,
  name: `${endpoint.method} ${endpoint.path}`,
  described: operations[`${endpoint.method} ${endpoint.path}`],
}));
const described = emulated.filter((one) => one.described !== undefined);

it('the API explorer describes every operation but the known ones', () => {
  const missing = emulated.filter((one) => one.described === undefined).map(({ name }) => name);
  expect(missing.sort()).toEqual(UNDESCRIBED.toSorted());
});

describe('the sandbox', () => {
  it.each(described)('lets $name pass for the scopes that it needs', ({ scopes, described }) => {
    const suffice = described?.scopes ?? [];
    expect(scopes.filter((scope) => !suffice.includes(scope))).toEqual([]);
  });

  it.each(described.filter(({ described }) => LEVELS.has(described?.tier ?? 0)))(
    'limits $name as it is limited',
    ({ limit, described }) => {
      expect(limit).toEqual(LEVELS.get(described?.tier ?? 0));
    },
  );

  it('grants what the manifest asks for, of what is optional the language of people, and nothing else', () => {
    const granted = [...asked, 'im:user_agent:read'].toSorted();
    expect(loadWorld('sandbox/world.yml').app.scopes.toSorted()).toEqual(granted);
  });
});

describe('the manifest', () => {
  // No description has these: the pages of the reading of a message, for groups, and of its event do.
  it('calls optional what can be done without', () => {
    expect(optional).toEqual(['im:message.group_msg', 'im:user_agent:read']);
  });

  it.each(described.filter(({ described }) => described?.scopes))(
    'asks for a scope that $name takes',
    ({ described }) => {
      expect(asked.some((scope) => described?.scopes?.includes(scope))).toBe(true);
    },
  );

  it.each(asked.filter((scope) => ![...OF_EVENTS, ...OF_UNDESCRIBED].includes(scope)))(
    'asks for %s with a reason',
    (scope) => {
      const others = asked.filter((other) => other !== scope);
      const needed = described.filter(
        ({ described }) =>
          described?.fieldScopes?.includes(scope) ||
          (described?.scopes?.includes(scope) && !others.some((other) => described.scopes?.includes(other))),
      );
      expect(needed.map(({ name }) => name)).not.toEqual([]);
    },
  );
});
