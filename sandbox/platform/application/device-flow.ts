import { z } from 'zod';
import { endpoint, noQuery, Plain } from '../http/endpoint.ts';
import { invalidAs } from '../http/violations.ts';
import type { Platform } from '../platform.ts';
import { EXPIRES_IN_S, type Registration } from './registrations.ts';

const begin = z.strictObject({
  action: z.literal('begin'),
  archetype: z.literal('PersonalAgent'),
  auth_method: z.literal('client_secret'),
  request_user_info: z.literal('open_id'),
});
const poll = z.strictObject({ action: z.literal('poll'), device_code: z.string() });

/** OAuth answers everything but a success with 400 and a word: RFC 8628, 3.5. */
const oauthError = (error: string, error_description: string) => new Plain(400, { error, error_description });

/** A client that asks a little early is a timer's affair. */
const TOLERANCE_MS = 500;

/** Where the page of a code stands; on the platform itself this is on another host than the device flow. */
export const PAGE_PATH = '/page/launcher';

function started({ application, connections, world }: Platform): object {
  const { device_code, user_code } = application.registrations.begin();
  const page = `${connections.address.replace(/^ws/, 'http')}${PAGE_PATH}`;
  return {
    device_code,
    user_code,
    verification_uri: page,
    verification_uri_complete: `${page}?user_code=${user_code}`,
    expires_in: EXPIRES_IN_S,
    interval: world.app.console.scan.interval_s,
  };
}

function outcome(registration: Registration | undefined, { clock, world }: Platform): object {
  if (!registration) return oauthError('invalid_grant', 'the device code is not known');
  const { interval_s } = world.app.console.scan;
  const { polled_at = -Infinity } = registration;
  const now = clock.now();
  registration.polled_at = now;
  const done = registration.outcome;
  if (done === 'denied') return oauthError('access_denied', 'the user denied the request');
  if (now >= registration.expires_at) return oauthError('expired_token', 'the device code has expired');
  if (done === undefined) {
    if (now - polled_at < interval_s * 1_000 - TOLERANCE_MS)
      return oauthError('slow_down', 'polled too often');
    return oauthError('authorization_pending', 'the user has not decided yet');
  }
  done.told += 1;
  const { client_id, client_secret, user_info } = done;
  // The device has to ask the platform of the organisation; only there it gets the secret.
  if (user_info.tenant_brand === 'lark' && done.told === 1) return { user_info };
  return { client_id, client_secret, user_info };
}

/** The device authorization flow (RFC 8628) by which the official SDKs have an app made: `registerApp`. */
const registration = endpoint({
  method: 'POST',
  path: '/oauth/v1/app/registration',
  accepts: 'application/x-www-form-urlencoded',
  token: false,
  scopes: [],
  query: noQuery,
  body: z.discriminatedUnion('action', [begin, poll]),
  invalid: invalidAs(40001),
  handle({ body }, platform) {
    if (body.action === 'begin') return started(platform);
    return outcome(platform.application.registrations.byDevice(body.device_code), platform);
  },
});

export const deviceFlowEndpoints = [registration];
