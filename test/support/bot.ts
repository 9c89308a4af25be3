import { botEnvironment } from '../../sandbox/demo/bot-environment.ts';
import {
  manualClock,
  type Sandbox,
  type SandboxMessage,
  startSandbox,
  type World,
} from '../../sandbox/platform/index.ts';
import { renderCard } from '../../sandbox/terminal/render-card.ts';
import { type App, runAdmin, type Surroundings, startApp } from '../../src/app/app.ts';
import { readConfig } from '../../src/config/config.ts';
import type { Db } from '../../src/store/db.ts';
import { botClock, START, settableClock } from './clock.ts';
import { type EngineName, newDatabase } from './engines.ts';
import { capturedLog } from './log.ts';
import { expectNoSecret } from './secrets.ts';
import { noted } from './statements.ts';
import { until } from './until.ts';
import { wakeWhenDue } from './wake-when-due.ts';
import { exampleWorld } from './world.ts';

const admin = 'ou_be244a71f1fe75240e0a06d455fe822d';

/** Of the worker's own looks for what is due; it is woken for everything instead. */
const SELDOM_MS = 3_600_000;

interface OfficeOptions {
  env?: Record<string, string>;
  surroundings?: Partial<Surroundings>;
  engine?: EngineName;
  /** When it begins, Unix ms. */
  at?: number;
  /** How far the clock of the bot's machine is ahead of the true time from the start, ms. */
  ahead?: number;
  /** Whether its long connection, if it has one, can be opened. */
  connects?: boolean;
  /** Bends the world first. */
  change?(world: World): void;
}

/** The bot and a Feishu of its own, connected by real HTTP, on one clock that stands still until it is advanced. */
export async function openOffice(options: OfficeOptions = {}) {
  const clock = manualClock(options.at ?? START);
  const world = exampleWorld();
  options.change?.(world);
  const sandbox = await startSandbox({ world, clock });
  const captured = capturedLog();
  const engine = options.engine ?? (process.env.OFFICE_ENGINE === 'postgres' ? 'postgres' : 'embedded');
  const machine = settableClock(botClock(clock));
  machine.setAhead(options.ahead ?? 0);
  const database = await newDatabase(machine, engine);
  const env = {
    ...botEnvironment(sandbox),
    PORT: '0',
    ...database.env,
    ADMIN_OPEN_IDS: admin,
    ...options.env,
  };
  let serial = 0;
  let db: Db | undefined;
  const openWoken = wakeWhenDue(botClock(clock))(database.open);
  const surroundings: Surroundings = {
    clock: machine,
    log: captured.log,
    random: () => 0,
    newId: () => `request-${++serial}`,
    pollMs: SELDOM_MS,
    openStore: async (where) => {
      db = await openWoken(where);
      return noted(db);
    },
    ...options.surroundings,
  };
  const start = async (): Promise<App> => {
    const config = readConfig(env);
    const app = await startApp(config, surroundings);
    if (config.FEISHU_EVENT_MODE === 'webhook')
      await sandbox.connect(`http://127.0.0.1:${app.port}/webhook/event`);
    else if (options.connects !== false) await until(() => sandbox.connections.length > 0);
    return app;
  };
  let app = await start();
  const replicas: App[] = [];
  /** Stops the bot; time passes for what is still waiting inside. */
  const stop = async () => {
    const stopped = Promise.all([app, ...replicas.splice(0)].map((one) => one.stop()));
    await clock.advance(10_001);
    await stopped;
  };
  /** Lets a long time pass while the bot is down; second by second it would take too long. */
  const skip = async (ms: number) => {
    await stop();
    await clock.advance(ms);
    app = await start();
  };
  return {
    sandbox,
    clock,
    /** Sets the clock of the bot's machine, and that of its database server, ahead of the true time, or back. */
    setClock: machine.setAhead,
    log: captured,
    /** The database of the bot that was started last. */
    db: () => db as Db,
    dataDir: env.DATA_DIR,
    /** What the bot was started with. */
    env: env as Record<string, string>,
    /** An operator's command in a process of its own. */
    admin: (command: Parameters<typeof runAdmin>[2]) => runAdmin(readConfig(env), surroundings, command),
    async restart() {
      await stop();
      app = await start();
    },
    stop,
    /** Starts one more bot on the same database, to which nothing is delivered by itself. Returns its address. */
    async replica() {
      const other = await startApp(readConfig(env), surroundings);
      replicas.push(other);
      return `http://127.0.0.1:${other.port}/webhook/event`;
    },
    start: async () => {
      app = await start();
    },
    skip,
    /** Lets minutes pass. */
    pass: clock.advance,
    ...people(sandbox, clock.advance),
    url: () => `http://127.0.0.1:${app.port}/webhook/event`,
    /** Where it is watched, with `OPS_PORT`. */
    opsPort: () => app.opsPort,
    async close() {
      await stop();
      await sandbox.close();
      await database.remove();
      expectNoSecret(captured.text(), env);
    },
  };
}

/** What people do and see, in the words of a test. */
function people(sandbox: Sandbox, advance: (ms: number) => Promise<void>) {
  const where = (chat: string) =>
    chat.startsWith('direct:') ? sandbox.directChat(chat.slice(7)) : sandbox.chat(chat);
  const nameOf = (openId: string) =>
    sandbox.world.people.find((one) => one.open_id === openId)?.name ?? openId;
  const cards = (chat: string) => sandbox.messages(where(chat)).filter((message) => message.sender === 'bot');
  const read = (message: SandboxMessage, language: 'zh_cn' | 'en_us' | 'ja_jp' = 'zh_cn') =>
    renderCard(message.content, language, nameOf);
  return {
    /** Types a message; in the direct chat unless a group is named. Returns its id once the bot has acknowledged it. */
    async say(
      from: string,
      text: string,
      options: { chat?: string; replyTo?: string; createTime?: number } = {},
    ) {
      const said = await sandbox.say({ from, text, chat: 'direct', ...options });
      await said.delivered;
      return said.message_id;
    },
    /** Lets time pass, and all that is due happen. */
    wait: (seconds: number) => advance(seconds * 1_000),
    /** What the bot has said in a chat (`purchasing`, `direct:zhangsan`), oldest first, as a person reads it. */
    heard: (chat: string) => cards(chat).map((message) => read(message)),
    cards,
    read,
    /** The CC calls that had an effect or were refused, in order. */
    ccCalls: () => sandbox.calls.filter((call) => /\/v4\/instances\/cc$|\/v2\/instance\/cc$/.test(call.path)),
    /** Whom an instance was copied to by the sender, each time it was. */
    copies(instance: string, by: string) {
      const sender = sandbox.person(by).open_id;
      return sandbox
        .instance(instance)
        .timeline.filter((entry) => entry.type === 'CC' && entry.by.open_id === sender).length;
    },
  };
}

export type Office = Awaited<ReturnType<typeof openOffice>>;
