import { derivedHex } from '../ids.ts';
import type { World } from '../world/schema.ts';

/** People and departments by their open ids; the lists say nothing where it is everybody. */
export interface Range {
  readonly everybody: boolean;
  readonly users: readonly string[];
  readonly departments: readonly string[];
}

export const CONTACTS_TYPES = ['equal_to_availability', 'some', 'all'] as const;

/** All that a version of the app carries. */
export interface AppConfig {
  scopes: string[];
  events: 'all' | string[];
  callbacks: 'all' | string[];
  event_mode: World['app']['console']['event_mode'];
  callback_mode: World['app']['console']['callback_mode'];
  bot: boolean;
  menu: World['app']['menu'];
  availability: Range;
  contacts: { readonly type: (typeof CONTACTS_TYPES)[number] } & Range;
  encrypt_key: string;
  verification_token: string;
}

export const NOBODY: Range = { everybody: false, users: [], departments: [] };
export const EVERYBODY: Range = { everybody: true, users: [], departments: [] };

const inTenant = (world: World) =>
  world.people.filter((person) => (person.tenant_key ?? world.tenant_key) === world.tenant_key);

function rangeNow(world: World, has: 'available' | 'seen'): Range {
  const all = inTenant(world);
  const users = all.filter((person) => person[has]).map(({ open_id }) => open_id);
  return users.length === all.length ? EVERYBODY : { ...NOBODY, users };
}

/** Whom the contact range names: it is a setting of its own only where it differs from the availability. */
function contactsNow(world: World): AppConfig['contacts'] {
  const seen = rangeNow(world, 'seen');
  const same = inTenant(world).every((person) => person.seen === person.available);
  return { type: same ? 'equal_to_availability' : seen.everybody ? 'all' : 'some', ...seen };
}

/** What is in force. */
export function liveConfig(world: World): AppConfig {
  const { scopes, menu, console, has_bot, encrypt_key, verification_token } = world.app;
  const { events, callbacks, event_mode, callback_mode } = console;
  return structuredClone({
    scopes,
    events,
    callbacks,
    event_mode,
    callback_mode,
    bot: has_bot,
    menu,
    availability: rangeNow(world, 'available'),
    contacts: contactsNow(world),
    encrypt_key,
    verification_token,
  });
}

/** Whether a range has a person. */
function has(range: Range, person: World['people'][number], world: World): boolean {
  const above = (id: string): string[] => {
    const parent = world.departments.find((one) => one.open_department_id === id)?.parent;
    return parent === undefined ? [id] : [id, ...above(parent)];
  };
  const departments = [person.department_id, ...person.more_departments].flatMap(above);
  return (
    range.everybody ||
    range.users.includes(person.open_id) ||
    departments.some((id) => range.departments.includes(id))
  );
}

/** Puts a version in force. */
export function takeEffect(config: AppConfig, world: World): void {
  const { scopes, events, callbacks, event_mode, callback_mode, bot, menu, contacts } =
    structuredClone(config);
  const { encrypt_key, verification_token } = config;
  Object.assign(world.app, { scopes, menu, has_bot: bot, encrypt_key, verification_token });
  Object.assign(world.app.console, { events, callbacks, event_mode, callback_mode });
  for (const person of inTenant(world)) {
    person.available = has(config.availability, person, world);
    const bound = { all: EVERYBODY, some: contacts, equal_to_availability: config.availability };
    person.seen = has(bound[contacts.type], person, world);
  }
}

/** What an app has that nobody has given anything: nothing of it is in force. */
export function emptyConfig(scopes: string[], verificationToken: string): AppConfig {
  return {
    scopes,
    events: [],
    callbacks: [],
    event_mode: 'webhook',
    callback_mode: 'webhook',
    bot: false,
    menu: [],
    availability: NOBODY,
    contacts: { type: 'equal_to_availability', ...NOBODY },
    encrypt_key: '',
    verification_token: verificationToken,
  };
}

/** The verification token that the console gives a new app. */
export const firstToken = (appId: string) => derivedHex(`verification token of ${appId}`);
