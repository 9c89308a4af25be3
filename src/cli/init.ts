import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { init, revokeSetup } from '../app/init/init.ts';
import { manualSteps } from '../app/init/manual.ts';
import { CannotGoOn, type InitSurroundings, type InitWish } from '../app/init/terms.ts';
import { envFile } from '../config/env-file.ts';
import { systemClock } from '../lib/clock.ts';
import { createLogger } from '../telemetry/logging.ts';
import { helpOf } from './manual.ts';
import { complain } from './operate.ts';
import { qrCode } from './qr-code.ts';
import { USUAL_FILE } from './settings-file.ts';

const options = {
  'app-id': { type: 'string' },
  new: { type: 'boolean', default: false },
  lark: { type: 'boolean', default: false },
  'event-mode': { type: 'string' },
  'request-url': { type: 'string' },
  available: { type: 'string' },
  contacts: { type: 'string' },
  env: { type: 'string', default: USUAL_FILE },
  overwrite: { type: 'boolean', default: false },
  manual: { type: 'boolean', default: false },
  'revoke-setup': { type: 'boolean', default: false },
} as const;

type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>['values'];

/** What may follow: a look at what was set up, and the bot itself. */
export interface Next {
  doctor(settingsFile: string): Promise<number>;
  start(): Promise<number>;
}

/** `init`: returns the exit code, 1 while the app is not ready. */
export async function runInit(args: string[], next: Next): Promise<number> {
  const values = readArguments(args);
  const wish = values && wishIn(values);
  if (!values || !wish) return complain(helpOf('init'), 2);
  const stopped = new AbortController();
  const stop = () => stopped.abort();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  try {
    return await perform(values, wish, surroundings(values.env, stopped.signal), next);
  } catch (error) {
    if (error instanceof CannotGoOn) return complain(`${error.message}\n`, stopped.signal.aborted ? 130 : 1);
    throw error;
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, stop);
  }
}

async function perform(
  values: Values,
  wish: InitWish,
  terminal: InitSurroundings,
  next: Next,
): Promise<number> {
  if (values.manual) {
    for (const line of manualSteps(wish, terminal)) terminal.say(line);
    return 0;
  }
  if (values['revoke-setup']) return (await revokeSetup(wish, terminal)) ? 0 : 1;
  return goOn(await init(wish, terminal), terminal, next);
}

/** Looks at all of it, and starts the bot if that is wished; both read the environment. */
async function goOn(ready: boolean, { env, file, say, ask }: InitSurroundings, next: Next): Promise<number> {
  for (const [name, value] of Object.entries(file.read())) env[name] ||= value;
  say('');
  const ill = await next.doctor(file.path);
  if (ready && ill === 0 && (await ask?.('Start the bot now?'))) return next.start();
  const named = file.path === USUAL_FILE ? '' : ` --env ${file.path}`;
  if (ready) say(`\nStart the bot with: feishu-approval-bot start${named}`);
  return ready ? ill : 1;
}

function readArguments(args: string[]): Values | undefined {
  try {
    return parseArgs({ args, options }).values;
  } catch {
    return undefined;
  }
}

const APP_ID = /^cli_[0-9a-zA-Z]+$/;
const WHOM = /^o[ud][_-][0-9A-Za-z_-]{1,64}$/;

function whomIn(text: string | undefined): 'everyone' | string[] | undefined {
  if (text === undefined || text === 'everyone') return text;
  const ids = text.split(',').map((id) => id.trim());
  return ids.every((id) => WHOM.test(id)) ? ids : undefined;
}

function wishIn(values: Values): InitWish | undefined {
  const { 'event-mode': mode, 'request-url': url, 'app-id': appId, available, contacts } = values;
  const availability = whomIn(available);
  const asAvailable = contacts === 'as-available' ? ('as availability' as const) : whomIn(contacts);
  const isMode = mode === undefined || mode === 'websocket' || mode === 'webhook';
  const isUrl = url === undefined || (URL.canParse(url) && /^https?:/.test(url));
  if (!isMode || !isUrl || (appId !== undefined && !APP_ID.test(appId))) return undefined;
  if ((available === undefined) !== (availability === undefined)) return undefined;
  if ((contacts === undefined) !== (asAvailable === undefined)) return undefined;
  const { lark, overwrite, new: fresh } = values;
  return { appId, fresh, lark, mode, url, availability, contacts: asAvailable, overwrite };
}

function surroundings(file: string, signal: AbortSignal): InitSurroundings {
  const say = (line: string) => void process.stdout.write(`${line}\n`);
  const isTerminal = process.stdin.isTTY === true && process.stdout.isTTY === true;
  return {
    env: process.env,
    file: envFile(file),
    clock: systemClock,
    log: createLogger({ level: 'silent', pretty: false }),
    signal,
    say,
    ask: isTerminal ? (question) => asked(question, signal) : undefined,
    showCode(url, expiresInS) {
      const columns = process.stdout.isTTY ? process.stdout.columns : 0;
      const code = qrCode(url);
      if (code.columns <= columns) say(code.text);
      else if (columns > 0)
        say(`A window of ${code.columns} columns would show the code. Without it, open the link.`);
      say(
        `Scan this with Feishu, or open it where you are signed in (good for ${Math.round(expiresInS / 60)} minutes):`,
      );
      say(url);
    },
  };
}

async function asked(question: string, signal: AbortSignal): Promise<boolean> {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return /^\s*(y|yes|是|はい)\s*$/i.test(await lines.question(`${question} [y/N] `, { signal }));
  } finally {
    lines.close();
  }
}
