import { onTestFinished } from 'vitest';
import { botEnvironment } from '../../sandbox/demo/bot-environment.ts';
import { type BotControl, servePage } from '../../sandbox/page/index.ts';
import { realClock, type Sandbox, startSandbox, type World } from '../../sandbox/platform/index.ts';
import { startApp } from '../../src/app/app.ts';
import { readConfig } from '../../src/config/config.ts';
import { projectRoot } from '../../src/lib/project-root.ts';
import { botClock } from './clock.ts';
import { temporaryFolder } from './engines.ts';
import { capturedLog } from './log.ts';
import { saveAddress } from './save-address.ts';
import { exampleWorld } from './world.ts';

export const root = projectRoot();

interface PageOptions {
  /** Definitions that are subscribed before. */
  subscribed?: string[];
  /** Handles of the definitions that the bot offers. */
  offered?: string[];
  /** When it begins, Unix ms; from then on time passes as it does. */
  at?: number;
  /** Bends the world first. */
  change?(world: World): void;
}

async function openSandbox({ subscribed = [], at, change }: PageOptions) {
  const world = exampleWorld();
  world.settings.subscribed = subscribed;
  change?.(world);
  const sandbox = await startSandbox({ world, clock: realClock(at) });
  onTestFinished(() => sandbox.close());
  return sandbox;
}

const addressIn =
  (sandbox: Sandbox) =>
  (as: string, more = '') =>
    `${sandbox.url}/sandbox/?as=${as}&theme=light${more}`;

/** The sandbox with its page; whoever is the bot connects later, or never does. */
export async function openPage(options: PageOptions = {}) {
  const sandbox = await openSandbox(options);
  const page = servePage(sandbox, { root });
  onTestFinished(() => page.close());
  return { sandbox, at: addressIn(sandbox) };
}

function codesOf({ world }: Sandbox, handles: string[]): string {
  const offered = world.definitions.filter(({ handle }) => handles.includes(handle));
  return offered.map(({ approval_code }) => approval_code).join(',');
}

/** The sandbox with its page and the bot, all on one clock; the page can stop and start the bot. */
export async function openPageWithBot(options: PageOptions & { env?: Record<string, string> } = {}) {
  const sandbox = await openSandbox(options);
  let serial = 0;
  const env = {
    ...botEnvironment(sandbox),
    DATA_DIR: temporaryFolder(),
    APPROVAL_CODES: codesOf(sandbox, options.offered ?? []),
    ...options.env,
  };
  const start = (port: number) =>
    startApp(readConfig({ ...env, PORT: String(port) }), {
      slashCommands: true,
      clock: botClock(sandbox.clock),
      log: capturedLog().log,
      random: () => 0,
      newId: () => `request-${++serial}`,
    });
  let app: Awaited<ReturnType<typeof start>> | undefined = await start(0);
  const { port } = app;
  const listeners = new Set<() => void>();
  const changed = () => {
    for (const listener of listeners) listener();
  };
  const bot: BotControl = {
    state: () => (app ? 'running' : 'stopped'),
    onChange: (listener) => listeners.add(listener),
    follow: () => Promise.resolve(),
    async start() {
      app ??= await start(port);
      changed();
    },
    async stop() {
      const stopping = app;
      app = undefined;
      await stopping?.stop();
      changed();
    },
  };
  onTestFinished(() => bot.stop());
  await saveAddress(sandbox, `http://127.0.0.1:${port}/webhook/event`);
  const page = servePage(sandbox, { root, bot });
  onTestFinished(() => page.close());
  return { sandbox, bot, url: `http://127.0.0.1:${port}`, at: addressIn(sandbox) };
}
