import type { Platform } from '../platform.ts';
import { seal } from '../seal.ts';
import { post } from './wire.ts';

const ANSWER_WITHIN_MS = 1000;

function challengeIn(body: string): unknown {
  try {
    return (JSON.parse(body) as { challenge?: unknown }).challenge;
  } catch {
    return undefined;
  }
}

/**
 * What the developer console does when a request URL is saved: an encrypted url_verification, without a signature, whose
 * challenge must come back within 1 s. From then on events and callbacks go to this address.
 * @throws when the address does not answer so; the old address stays
 */
export async function connect(webhookUrl: string, platform: Platform, closed: AbortSignal): Promise<void> {
  const { world, clock, ids, deliveries, faults } = platform;
  const challenge = ids.hex(32);
  const payload = { challenge, token: world.app.verification_token, type: 'url_verification' };
  const sealed = seal(payload, world.app.encrypt_key, clock, ids, { signed: false });
  const result = await post(webhookUrl, sealed, ANSWER_WITHIN_MS, { clock, faults, closed });
  const fail = (what: string): never => {
    throw new Error(`the request URL ${webhookUrl} was not accepted: ${what}`);
  };
  if ('error' in result) return fail(`${result.error.kind}: ${result.error.detail}`);
  if (result.status !== 200)
    return fail(`HTTP ${result.status} instead of 200: ${result.body.slice(0, 200)}`);
  if (challengeIn(result.body) !== challenge) {
    return fail(`expected {"challenge":"${challenge}"} back, got ${result.body.slice(0, 200)}`);
  }
  deliveries.url = webhookUrl;
}
