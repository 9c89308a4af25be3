import { randomBytes } from 'node:crypto';
import { FileHeld } from '../../config/env-file.ts';
import { productHost } from '../../feishu/applink.ts';
import { checkupPlatform } from '../../feishu/checkup.ts';
import { FeishuRefusal, FeishuUnreachable } from '../../feishu/gateway/errors.ts';
import { type Manifest, readManifest } from '../../feishu/manifest.ts';
import { linksOf } from '../../ops/doctor/links.ts';
import { type Ending, wordsFor } from '../../ops/setup/ending.ts';
import { revoke, setUp, type Wish } from '../../ops/setup/set-up.ts';
import { createMetrics } from '../../telemetry/metrics.ts';
import { answerCheck } from './answer-check.ts';
import { areGood, knownCredentials, scan, settingsOf } from './credentials.ts';
import { CannotGoOn, type Credentials, type InitSurroundings, type InitWish } from './terms.ts';

const TIMEOUT_MS = 15_000;

type Channel = Wish['channel'];

/** Makes or changes an app so that the bot can work with it, as far as Feishu lets it; whether it is ready. Throws `CannotGoOn`. */
export async function init(wish: InitWish, surroundings: InitSurroundings): Promise<boolean> {
  const manifest = readManifest();
  const known = knownCredentials(wish, surroundings);
  const channel = channelOf(wish, surroundings);
  const keys = channel.mode === 'webhook' ? keysFor(surroundings) : undefined;
  const { availability, contacts = availability && ('as availability' as const) } = wish;
  const wanted: Wish = { channel, keys, availability, contacts };
  const scanned = async (good: boolean) => {
    const credentials = await scan(known, manifest, wish, surroundings, good);
    await settled(credentials, surroundings);
    return credentials;
  };
  return spoken(surroundings, async () => {
    const given = await usable(known, surroundings);
    const credentials = given ?? (await scanned(false));
    known.appId = credentials.appId;
    writeChannel(channel, keys, surroundings);
    let ending = await attempt(credentials, manifest, wanted, surroundings);
    if (ending.state === 'scan' && given) {
      surroundings.say('The app may not change itself yet: that takes a scan by somebody who may change it.');
      ending = await attempt(await scanned(true), manifest, wanted, surroundings);
    }
    return told(ending, credentials, manifest, surroundings);
  });
}

/** Gives back the right to change the app; whether that is so. Throws `CannotGoOn`. */
export async function revokeSetup(wish: InitWish, surroundings: InitSurroundings): Promise<boolean> {
  const manifest = readManifest();
  return spoken(surroundings, async () => {
    const credentials = await usable(knownCredentials(wish, surroundings), surroundings);
    if (!credentials)
      throw new CannotGoOn('There are no credentials in the settings with which that could be done.');
    const application = platformFor(credentials, surroundings).application;
    const ending = await revoke({ application, manifest, say: surroundings.say });
    if (ending.state !== 'ready') return told(ending, credentials, manifest, surroundings);
    surroundings.say(
      '✓ The app may not change itself any more. `doctor --fix` and `init` then need another scan.',
    );
    return true;
  });
}

/** The credentials in the settings, if they are good. */
async function usable(
  { appId, appSecret, baseUrl }: ReturnType<typeof knownCredentials>,
  surroundings: InitSurroundings,
): Promise<Credentials | undefined> {
  if (appId === undefined || appSecret === undefined) return undefined;
  const credentials = { appId, appSecret, baseUrl };
  const { gateway } = platformFor(credentials, surroundings);
  if (await areGood(() => gateway.checkToken())) return credentials;
  surroundings.say(
    `✗ FEISHU_APP_ID and FEISHU_APP_SECRET don't belong together on ${baseUrl}: a scan gives the secret anew.`,
  );
  return undefined;
}

const SETTLE_TRIES = 5;
const SETTLE_MS = 1_000;

/** An app that was just made may not be known everywhere at once. */
async function settled(credentials: Credentials, surroundings: InitSurroundings): Promise<void> {
  const { clock, signal } = surroundings;
  for (let left = SETTLE_TRIES; left > 0 && !signal.aborted; left--) {
    if (await areGood(() => platformFor(credentials, surroundings).gateway.checkToken())) return;
    await clock.sleep(SETTLE_MS, signal);
  }
}

const platformFor = (credentials: Credentials, { clock, log, signal }: InitSurroundings) =>
  checkupPlatform(credentials, {
    clock,
    log,
    metrics: createMetrics(),
    timeoutMs: TIMEOUT_MS,
    stopped: signal,
  });

/** What is said last in every case; a trouble on the way leaves what is done done. */
async function spoken(surroundings: InitSurroundings, work: () => Promise<boolean>): Promise<boolean> {
  const letGo = held(surroundings);
  try {
    return await work();
  } catch (error) {
    if (surroundings.signal.aborted) throw new CannotGoOn(`Stopped. ${DONE}`);
    if (error instanceof FeishuUnreachable)
      throw new CannotGoOn(`Feishu can not be reached: ${error.reason}. ${DONE}`);
    if (error instanceof FeishuRefusal)
      throw new CannotGoOn(`Feishu refuses: ${error.code} ${error.reason}. ${DONE}`);
    throw error;
  } finally {
    letGo();
  }
}

/** Of two that run at once, the second would have another app made and its credentials take the place of the first. */
function held({ file }: InitSurroundings): () => void {
  try {
    return file.hold();
  } catch (error) {
    if (!(error instanceof FileHeld))
      throw new CannotGoOn(`${file.path} can not be written: ${(error as Error).message}`);
    throw new CannotGoOn(
      `Another init writes ${file.path}: ${error.message}. Wait for its end, or name another file.`,
    );
  }
}

const DONE = 'What is done is done; run init again, and it goes on from there.';

function told(
  ending: Ending,
  { baseUrl, appId }: Credentials,
  { scopes }: Manifest,
  { say }: InitSurroundings,
): boolean {
  const links = linksOf(baseUrl, productHost(baseUrl), appId);
  const feature = (name: string) => scopes.find((scope) => scope.name === name)?.for ?? '';
  for (const line of wordsFor(ending, links, feature)) say(line);
  return ending.state === 'ready';
}

function channelOf(wish: InitWish, surroundings: InitSurroundings): Channel {
  const mode = wish.mode ?? settingsOf(surroundings).FEISHU_EVENT_MODE ?? 'websocket';
  if (mode !== 'webhook') return { mode: 'websocket' };
  if (wish.url === undefined)
    throw new CannotGoOn(
      'By webhook, Feishu has to know the address: --request-url https://your.host/webhook/event',
    );
  return { mode, url: wish.url };
}

const NEW_KEY_BYTES = 24;

/** Those that are there, the first of several, or new ones: 32 characters, the most that Feishu takes. */
function keysFor(surroundings: InitSurroundings): NonNullable<Wish['keys']> {
  const { FEISHU_ENCRYPT_KEY, FEISHU_VERIFICATION_TOKEN } = settingsOf(surroundings);
  const first = (list: string | undefined) => list?.split(',')[0]?.trim() || undefined;
  const made = () => randomBytes(NEW_KEY_BYTES).toString('base64url');
  return {
    encryptKey: first(FEISHU_ENCRYPT_KEY) ?? made(),
    verificationToken: first(FEISHU_VERIFICATION_TOKEN) ?? made(),
  };
}

/** Before Feishu is told of keys, they are where the bot finds them. */
function writeChannel({ mode }: Channel, keys: Wish['keys'], surroundings: InitSurroundings): void {
  const settings = settingsOf(surroundings);
  surroundings.file.write({
    ...(settings.FEISHU_EVENT_MODE !== mode && { FEISHU_EVENT_MODE: mode }),
    ...(keys && !settings.FEISHU_ENCRYPT_KEY && { FEISHU_ENCRYPT_KEY: keys.encryptKey }),
    ...(keys && !settings.FEISHU_VERIFICATION_TOKEN && { FEISHU_VERIFICATION_TOKEN: keys.verificationToken }),
  });
}

/** One go at setting the app up; where Feishu checks the request address meanwhile, something of ours answers. */
async function attempt(
  credentials: Credentials,
  manifest: Manifest,
  wish: Wish,
  surroundings: InitSurroundings,
): Promise<Ending> {
  const { application } = platformFor(credentials, surroundings);
  const go = () => setUp({ application, manifest, say: surroundings.say }, wish);
  if (wish.channel.mode !== 'webhook') return go();
  const { HOST: host = '0.0.0.0', PORT: port = '3000', FEISHU_ENCRYPT_KEY = '' } = settingsOf(surroundings);
  const answerer = await answerCheck({ host, port: Number(port) }, FEISHU_ENCRYPT_KEY.split(','));
  return go().finally(answerer.close);
}
