import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import type { Platform } from '../platform.ts';
import { EVERYBODY, emptyConfig, firstToken, NOBODY, takeEffect } from './config.ts';
import type { Registration } from './registrations.ts';

const names = z.array(z.string()).default([]);
const byToken = z.strictObject({ tenant: names, user: names }).prefault({});

/** What the link carries, beside what the device flow itself has: https://github.com/larksuite/node-sdk, `registerApp`. */
const addonsSchema = z.strictObject({
  preset: z.boolean().default(true),
  scopes: byToken,
  events: z.strictObject({ items: byToken }).prefault({}),
  callbacks: z.strictObject({ items: names }).prefault({}),
});

/** What a person reads on the page before they confirm. */
export interface Request {
  readonly registration: Registration;
  readonly addons: z.infer<typeof addonsSchema> | undefined;
  /** The app that is to be changed; undefined when one is to be made. */
  readonly appId: string | undefined;
  readonly name: string;
}

/** What the platform gives an app by itself when nobody says `preset: false`; which scopes exactly is not documented. */
const TEMPLATE = ['im:message', 'im:message:send_as_bot', 'im:chat:readonly', 'contact:user.base:readonly'];

/**
 * Reads the link of a QR code.
 * @throws when it is no link that the platform could open
 */
export function readLink(link: string, { application }: Platform): Request {
  const { searchParams } = new URL(link);
  const code = searchParams.get('user_code') ?? '';
  const registration = application.registrations.byUser(code);
  if (!registration) throw new Error(`nobody waits with the code ${code}`);
  const packed = searchParams.get('addons');
  const addons = packed
    ? addonsSchema.parse(JSON.parse(gunzipSync(Buffer.from(packed, 'base64url')).toString('utf8')))
    : undefined;
  const createOnly = searchParams.get('createOnly') === 'true';
  const appId = createOnly ? undefined : (searchParams.get('clientID') ?? undefined);
  return { registration, addons, appId, name: searchParams.get('name') ?? 'Agent' };
}

export interface ScanOptions {
  /** Handle of the person who scans. */
  by: string;
  decision?: 'confirm' | 'deny';
}

/** A person scans the code and decides. @throws when the page would not let them */
export function scan(link: string, { by, decision = 'confirm' }: ScanOptions, platform: Platform): void {
  const { world, clock, directory } = platform;
  const request = readLink(link, platform);
  const { registration, appId } = request;
  if (clock.now() >= registration.expires_at) throw new Error('the code has expired');
  if (registration.outcome) throw new Error('the code was used before');
  const person = directory.person(by);
  if (decision === 'deny') {
    registration.outcome = 'denied';
    return;
  }
  if (appId !== undefined && (appId !== world.app.app_id || !world.app.console.exists))
    throw new Error(`this organisation has no app ${appId}`);
  if (appId === undefined) make(request, person.open_id, platform);
  add(request, platform);
  registration.outcome = {
    client_id: world.app.app_id,
    client_secret: world.app.app_secret,
    user_info: { open_id: person.open_id, tenant_brand: world.app.platform },
    told: 0,
  };
}

/** A new app takes the place of the one that the world had. */
function make({ addons, name }: Request, creator: string, { world, ids, application, deliveries }: Platform) {
  const { console } = world.app;
  const app_id = `cli_${ids.hex(16)}`;
  Object.assign(world.app, { app_id, app_secret: ids.hex(32), name, commands: [] });
  Object.assign(console, { exists: true, made_in: 'developer_console', enabled: true });
  deliveries.url = undefined;
  const taken = console.scan.addons === 'taken' ? addons : undefined;
  const empty = emptyConfig(taken?.preset === false ? [] : [...TEMPLATE], firstToken(app_id));
  takeEffect(emptyConfig([], empty.verification_token), world);
  const everybody = console.scan.available === 'everybody';
  const availability = everybody ? EVERYBODY : { ...NOBODY, users: [creator] };
  Object.assign(application, {
    draft: { ...empty, bot: true, availability },
    versions: [],
    applied: 0,
    callbackUrl: undefined,
  });
}

const union = (before: 'all' | string[], more: readonly string[]) =>
  before === 'all' ? before : [...new Set([...before, ...more])];

/** What was asked for is added to what the app has; nothing is taken away. */
function add({ addons }: Request, { world, application }: Platform): void {
  const { scan } = world.app.console;
  const { draft } = application;
  if (addons && scan.addons === 'taken') {
    const known = addons.scopes.tenant.filter((name) => !scan.unknown.includes(name));
    draft.scopes = [...new Set([...draft.scopes, ...known])];
    draft.events = union(draft.events, addons.events.items.tenant);
    draft.callbacks = union(draft.callbacks, addons.callbacks.items);
  }
  const waits = application.inReview() !== undefined;
  if (scan.published !== 'no' && !waits)
    application.submit({ remark: '', changelog: '' }, scan.published === 'after a review');
}
