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

interface Keys {
  readonly encrypt_key: string;
  readonly verification_token: string;
}

/**
 * How Feishu checks a request URL before it is saved: an encrypted url_verification, without a signature, whose challenge must
 * come back within 1 s. Resolves with what is wrong.
 */
export async function answersChallenge(
  url: string,
  { encrypt_key, verification_token }: Keys,
  platform: Platform,
  closed: AbortSignal,
): Promise<string | undefined> {
  const { clock, ids, faults } = platform;
  if (!URL.canParse(url)) return 'it is no address';
  const challenge = ids.hex(32);
  const payload = { challenge, token: verification_token, type: 'url_verification' };
  const sealed = seal(payload, encrypt_key, clock, ids, { signed: false });
  const result = await post(url, sealed, ANSWER_WITHIN_MS, { clock, faults, closed });
  if ('error' in result) return `${result.error.kind}: ${result.error.detail}`;
  if (result.status !== 200) return `HTTP ${result.status} instead of 200: ${result.body.slice(0, 200)}`;
  if (challengeIn(result.body) === challenge) return undefined;
  return `expected {"challenge":"${challenge}"} back, got ${result.body.slice(0, 200)}`;
}

/**
 * What the developer console does when a request URL is saved. From then on events and callbacks go to this address.
 * @throws when the address does not answer so; the old address stays
 */
export async function connect(webhookUrl: string, platform: Platform, closed: AbortSignal): Promise<void> {
  const problem = await answersChallenge(webhookUrl, platform.world.app, platform, closed);
  if (problem !== undefined) throw new Error(`the request URL ${webhookUrl} was not accepted: ${problem}`);
  platform.deliveries.url = webhookUrl;
}
