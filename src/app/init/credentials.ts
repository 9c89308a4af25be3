import { codes } from '../../feishu/gateway/codes.ts';
import { isRefusal } from '../../feishu/gateway/errors.ts';
import type { Manifest } from '../../feishu/manifest.ts';
import { NotRegistered, type Registered, register } from '../../feishu/setup/registration.ts';
import { wantedScopes } from '../../ops/setup/set-up.ts';
import { CannotGoOn, type Credentials, type InitSurroundings, type InitWish } from './terms.ts';

/** The platforms, each with where its device flow is. */
export const FEISHU = 'https://open.feishu.cn';
export const LARK = 'https://open.larksuite.com';

/** Where the device flow of a platform is: `accounts.` beside `open.`, and elsewhere, as on this machine, the same host. */
export function accountsOf(baseUrl: string): string {
  const { protocol, host } = new URL(baseUrl);
  return `${protocol}//${host.replace(/^open\./, 'accounts.')}`;
}

const TIMEOUT_MS = 15_000;
const NAME = '审批助手 Approval Bot';

export const settingsOf = ({ env, file }: Pick<InitSurroundings, 'env' | 'file'>) => {
  const given = Object.entries(env).filter(([, value]) => value?.trim());
  return { ...file.read(), ...Object.fromEntries(given) };
};

/** What the settings say of the app, as far as it is the one that is asked for. */
export function knownCredentials(
  wish: InitWish,
  surroundings: InitSurroundings,
): Partial<Credentials> & { baseUrl: string } {
  const settings = settingsOf(surroundings);
  const { FEISHU_APP_ID: appId, FEISHU_APP_SECRET: appSecret } = settings;
  const given = settings.FEISHU_BASE_URL?.trim() || undefined;
  const baseUrl = wish.lark ? (surroundings.larkUrl ?? LARK) : (given ?? FEISHU);
  if (wish.fresh || (wish.appId !== undefined && wish.appId !== appId)) {
    if (appId && !wish.overwrite) throw new CannotGoOn(anotherApp(appId, surroundings));
    return { baseUrl, ...(wish.appId !== undefined && { appId: wish.appId }) };
  }
  return { baseUrl, ...(appId && { appId }), ...(appId && appSecret && { appSecret }) };
}

const anotherApp = (appId: string, { file }: InitSurroundings) =>
  `${file.path}, or the environment, has the app ${appId} already: write another file (--env FILE), or say --overwrite.`;

/** Whether the credentials are good. Throws what is no statement about them. */
export function areGood(check: () => Promise<void>): Promise<boolean> {
  return check().then(
    () => true,
    (error) => {
      if (isRefusal(error, codes.appIdInvalid, codes.secretInvalid)) return false;
      throw error;
    },
  );
}

/**
 * Has somebody scan, and writes down what comes of it before anything else is done: it is told once. Throws `CannotGoOn`
 * before the scan where it could not be written. `good`: the secret that is there works, and the scan gives the same.
 */
export async function scan(
  known: Partial<Credentials> & { baseUrl: string },
  manifest: Manifest,
  wish: InitWish,
  surroundings: InitSurroundings,
  good = false,
): Promise<Credentials> {
  const { env, file, say, signal, showCode } = surroundings;
  await mayWrite(known, wish, surroundings, good);
  let troubled = false;
  const onTrouble = () => {
    if (!troubled) say('  Feishu can not be reached just now; still waiting.');
    troubled = true;
  };
  const options = {
    accountsUrl: accountsOf(known.baseUrl),
    larkAccountsUrl: accountsOf(surroundings.larkUrl ?? LARK),
    asked: {
      scopes: wantedScopes(manifest),
      events: manifest.events.map(({ name }) => name),
      callbacks: manifest.callbacks.map(({ name }) => name),
    },
    name: NAME,
    appId: known.appId,
    signal,
    timeoutMs: TIMEOUT_MS,
    onCode: showCode,
    onTrouble,
  };
  const registered = await register(options).catch((error) => {
    throw error instanceof NotRegistered ? new CannotGoOn(wordsFor(error, known.appId)) : error;
  });
  const credentials = fromRegistered(registered, known.baseUrl, surroundings.larkUrl ?? LARK);
  keep(credentials, known.baseUrl, surroundings);
  say(
    `✓ ${known.appId ? 'changed' : 'made'} the app ${credentials.appId}; its credentials are in ${file.path}`,
  );
  if (env.FEISHU_APP_ID && env.FEISHU_APP_ID !== credentials.appId)
    say(
      '! The environment has another FEISHU_APP_ID, which goes before the file: unset it, and FEISHU_APP_SECRET.',
    );
  return credentials;
}

function fromRegistered(
  { appId, appSecret, lark }: Registered,
  baseUrl: string,
  larkUrl: string,
): Credentials {
  return { appId, appSecret, baseUrl: lark ? larkUrl : baseUrl };
}

/** What the scan gave is told once; where it can't be kept, the console has it. */
function keep(credentials: Credentials, platformUrl: string, { file }: InitSurroundings): void {
  try {
    file.write(asSettings(credentials));
  } catch (error) {
    const { appId } = credentials;
    throw new CannotGoOn(
      `The app ${appId} is there, but its credentials could not be written into ${file.path}: ${(error as Error).message}. ` +
        `Make it writable and run init --app-id ${appId}, whose scan gives them again; they also stand in the developer console: ` +
        `${platformUrl}/app/${appId}/baseinfo`,
    );
  }
}

const asSettings = ({ appId, appSecret, baseUrl }: Credentials): Record<string, string> => ({
  FEISHU_APP_ID: appId,
  FEISHU_APP_SECRET: appSecret,
  ...(baseUrl !== FEISHU && { FEISHU_BASE_URL: baseUrl }),
});

const SAMPLE = { appId: 'cli_0123456789abcdef', appSecret: '0123456789abcdef', baseUrl: LARK };

/** Nobody scans for nothing: what comes of it is told once. */
async function mayWrite(
  known: Partial<Credentials>,
  wish: InitWish,
  { file, ask }: InitSurroundings,
  good: boolean,
): Promise<void> {
  try {
    file.check(asSettings(SAMPLE));
  } catch (error) {
    throw new CannotGoOn(`${file.path} can not be written: ${(error as Error).message}`);
  }
  const { FEISHU_APP_ID, FEISHU_APP_SECRET } = file.read();
  const replaces = FEISHU_APP_SECRET || (FEISHU_APP_ID && FEISHU_APP_ID !== known.appId);
  if (!replaces || good || wish.overwrite) return;
  if (await ask?.(`${file.path} has credentials already. May they be replaced by what the scan gives?`))
    return;
  throw new CannotGoOn(
    `${file.path} has credentials already, and nothing in it was changed: say --overwrite to replace them, or --env FILE to write another file.`,
  );
}

const wordsFor = ({ message }: NotRegistered, appId: string | undefined) =>
  `No app was ${appId ? 'changed' : 'made'}: ${message}. Nothing is written down; run init again, or set the app up by hand: init --manual. ` +
  'If somebody did confirm meanwhile, the app is in the developer console: init --app-id cli_… goes on with it.';
