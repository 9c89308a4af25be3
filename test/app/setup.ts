import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { manualClock, startSandbox, type World } from '../../sandbox/platform/index.ts';
import { init, revokeSetup } from '../../src/app/init/init.ts';
import { CannotGoOn, type InitSurroundings, type InitWish } from '../../src/app/init/terms.ts';
import { envFile } from '../../src/config/env-file.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { START } from '../support/clock.ts';
import { temporaryFolder } from '../support/engines.ts';
import { capturedLog } from '../support/log.ts';
import { exampleWorld } from '../support/world.ts';

type Console = World['app']['console'];

export interface Switches {
  console?: Partial<Omit<Console, 'scan'>>;
  scan?: Partial<Console['scan']>;
  /** What stands in the file of settings before. */
  before?: string;
  env?: Record<string, string>;
  change?(world: World): void;
}

const USUAL: InitWish = { fresh: false, lark: false, overwrite: false };

/** An organisation without an app, an empty folder, and somebody with a telephone who confirms whatever is shown. */
export async function openSetup({ console = {}, scan = {}, before, env = {}, change }: Switches = {}) {
  const world = exampleWorld();
  Object.assign(world.app.console, { exists: false, ...console });
  Object.assign(world.app.console.scan, { interval_s: 0, ...scan });
  change?.(world);
  const clock = manualClock(START);
  const sandbox = await startSandbox({ world, clock });
  onTestFinished(() => sandbox.close());
  const file = envFile(path.join(temporaryFolder(), '.env'));
  if (before !== undefined) writeFileSync(file.path, before.replaceAll('SANDBOX', sandbox.url));
  const said: string[] = [];
  const codes: string[] = [];
  const stopped = new AbortController();
  const log = capturedLog();
  const surroundings: InitSurroundings = {
    env: { FEISHU_BASE_URL: sandbox.url, ...env },
    file,
    clock: systemClock,
    log: log.log,
    signal: stopped.signal,
    say: (line) => void said.push(line),
    showCode(url) {
      codes.push(url);
      sandbox.scan(url, { by: 'zhangsan' });
    },
  };
  const outcome = async (work: () => Promise<boolean>) => {
    said.length = 0;
    const ready = await work().catch((error) => {
      if (!(error instanceof CannotGoOn)) throw error;
      said.push(error.message);
      return undefined;
    });
    return { ready, said: said.join('\n') };
  };
  return {
    sandbox,
    clock,
    world,
    file,
    codes,
    stopped,
    surroundings,
    text: () => readFileSync(file.path, 'utf8'),
    /** Runs `init` once; what it came to, and what stood on the terminal. */
    run: (wish: Partial<InitWish> = {}, more: Partial<InitSurroundings> = {}) =>
      outcome(() => init({ ...USUAL, ...wish }, { ...surroundings, ...more })),
    revoke: () => outcome(() => revokeSetup(USUAL, surroundings)),
    /** Calls that change the app, by what they change. */
    changes: () =>
      sandbox.calls.flatMap(({ method, path: where }) =>
        method !== 'GET' && where.includes('/application/v7/') ? (where.split('/').at(-1) ?? []) : [],
      ),
  };
}

export type Setup = Awaited<ReturnType<typeof openSetup>>;
