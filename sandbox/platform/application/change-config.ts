import { z } from 'zod';
import { departmentIdType } from '../contact/visible.ts';
import { refuse } from '../errors.ts';
import { answersChallenge } from '../events/connect.ts';
import { endpoint, success, userIdType } from '../http/endpoint.ts';
import { invalidAs } from '../http/violations.ts';
import { PER_MINUTE_100 } from '../limits.ts';
import type { Platform } from '../platform.ts';
import type { UserIdType } from '../world/directory.ts';
import { type Change, changeSchema } from './change-schema.ts';
import { EVERYBODY, type Range } from './config.ts';
import { checkOwn } from './own.ts';

const REFUSALS = { otherApp: 210036, ofBase: 210035, notOfConsole: 210043, inReview: 210040 };

function changed<T extends 'all' | string[]>(
  before: T,
  add: readonly string[],
  remove: readonly string[],
): T {
  if (before === 'all') return before;
  return [...new Set([...before, ...add])].filter((name) => !remove.includes(name)) as T;
}

function changeScopes({ add_scopes, remove_scopes }: NonNullable<Change['scope']>, platform: Platform): void {
  const { world, application } = platform;
  const ofApp = (list: typeof add_scopes) =>
    list.filter(({ token_type }) => token_type === 'tenant').map(({ scope_name }) => scope_name);
  const [add, remove] = [ofApp(add_scopes), ofApp(remove_scopes)];
  const { draft } = application;
  // Which scopes need the bot is not listed anywhere: those of its messages at least.
  if (!draft.bot && add.some((name) => name.startsWith('im:'))) refuse(210041);
  draft.scopes = changed(draft.scopes, add, remove);
  const exempt = (names: string[]) => names.filter((one) => world.app.console.exempt_scopes.includes(one));
  world.app.scopes = changed(world.app.scopes, exempt(add), exempt(remove));
}

interface IdTypes {
  readonly user_id_type: UserIdType;
  readonly department_id_type: 'department_id' | 'open_department_id';
}

type Listed = NonNullable<Change['visibility']>['visible_list'];

function rangeOf({ user_ids, department_ids }: Listed, types: IdTypes, platform: Platform): Range {
  const { world, directory } = platform;
  const users = user_ids.map((id) => directory.find(types.user_id_type, id)?.open_id ?? refuse(210031, id));
  const departments = department_ids.map((id) => {
    const found = world.departments.find((one) => one[types.department_id_type] === id);
    return found?.open_department_id ?? refuse(210031, id);
  });
  return { everybody: false, users, departments };
}

/** The addresses that are to be saved; each must answer before anything is. */
async function checkAddresses(change: Change, platform: Platform, keys: Keys): Promise<void> {
  const { event, callback } = change;
  if (event?.subscription_type === 'webhook' && !event.request_url) refuse(210031, 'event.request_url');
  if (callback?.callback_type === 'webhook' && !callback.request_url) refuse(210031, 'callback.request_url');
  for (const url of new Set([event?.request_url, callback?.request_url])) {
    if (url === undefined) continue;
    const problem = await answersChallenge(url, keys, platform, new AbortController().signal);
    if (problem !== undefined) refuse(210042, problem);
  }
}

type Keys = { encrypt_key: string; verification_token: string };

function keysAfter({ event_and_callback_encrypt_strategy: strategy }: Change, before: Keys): Keys {
  return {
    encrypt_key: strategy?.encryption_key ?? before.encrypt_key,
    verification_token: strategy?.verification_token ?? before.verification_token,
  };
}

function apply(change: Change, types: IdTypes, platform: Platform): void {
  const { application, deliveries } = platform;
  const { draft } = application;
  const { scope, event, callback, visibility, contacts } = change;
  // Whatever can be refused comes first.
  const available = visibility && rangeOf(visibility.visible_list, types, platform);
  const seen = contacts && rangeOf(contacts.visible_list, types, platform);
  if (scope) changeScopes(scope, platform);
  if (event) {
    draft.event_mode = event.subscription_type;
    draft.events = changed(draft.events, event.add_events, event.remove_events);
    deliveries.url = event.request_url ?? deliveries.url;
  }
  if (callback) {
    draft.callback_mode = callback.callback_type;
    draft.callbacks = changed(draft.callbacks, callback.add_callbacks, callback.remove_callbacks);
    application.callbackUrl = callback.request_url ?? application.callbackUrl;
  }
  if (visibility && available) draft.availability = visibility.is_visible_to_all ? EVERYBODY : available;
  if (contacts && seen) draft.contacts = { type: contacts.contacts_range_type, ...seen };
}

/**
 * https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/application-v7/application-v7/application-config/patch
 * The request address acts at once, as the page says; the rest with the next version.
 */
const config = endpoint({
  method: 'PATCH',
  path: '/open-apis/application/v7/applications/:app_id/config',
  scopes: ['application:application:patch'],
  limit: PER_MINUTE_100,
  query: z.strictObject({ user_id_type: userIdType, department_id_type: departmentIdType }),
  body: changeSchema,
  invalid: invalidAs(210031),
  async handle({ path, query, body }, platform) {
    const { world, application } = platform;
    checkOwn(path.app_id, REFUSALS, platform);
    const atOnce = world.app.console.encrypt_strategy === 'at once';
    const keys = keysAfter(body, application.draft);
    await checkAddresses(body, platform, atOnce ? keys : world.app);
    apply(body, query, platform);
    Object.assign(application.draft, keys);
    if (atOnce) Object.assign(world.app, keys);
    platform.changes.tell({ kind: 'application' });
    return success({});
  },
});

export const changeConfigEndpoints = [config];
