import path from 'node:path';
import { createBot } from './demo/bot-process.ts';
import { playCc } from './demo/play.ts';
import { pushAll, pushLine } from './demo/push.ts';
import { LOOPBACK, listenProblem, readSettings, type Settings } from './demo/settings.ts';
import { startSourceSystem } from './demo/source-system.ts';
import { servePage } from './page/index.ts';
import { loadWorld, startSandbox } from './platform/index.ts';

const write = (text: string) => process.stdout.write(`${text}\n`);
/** The project's folder, of which this program lies in `dist/sandbox`. */
const root = path.resolve(import.meta.dirname, '../..');

/** A Feishu of this machine with its page, and the bot beside it: the world's demo is played, then all stays for as long as it is wanted. */
async function main({ port, host, mode }: Settings) {
  const world = loadWorld(path.join(root, 'sandbox', 'world.yml'));
  const loopbackOnly = [LOOPBACK, 'localhost', '::1'].includes(host);
  const sandbox = await startSandbox({ world, port, host });
  const stopped = stopSignal();
  const system = await startSourceSystem(sandbox);
  const bot = await createBot(root, sandbox, mode, system?.env);
  system?.attach(bot.url);
  const page = servePage(sandbox, { root, bot, loopbackOnly });
  const close = async () => {
    page.close();
    await bot.close();
    await system?.close();
    await sandbox.close();
  };
  write(`Chat page        ${sandbox.url}/sandbox/   (${whoCanOpen(host, loopbackOnly)})`);
  write(`Feishu sandbox   ${sandbox.url}   (its world is sandbox/world.yml)`);
  await bot.start().catch(async (error) => {
    await close();
    throw error;
  });
  const about = mode === 'webhook' ? 'webhook mode, signed and encrypted events' : 'long connection';
  write(`Bot              ${bot.url}   (${about})\n`);
  if (mode === 'webhook') await sandbox.connect(`${bot.url}/webhook/event`);

  const played = await playCc(sandbox, mode, write);
  write('');
  await pushAll(sandbox, bot.url, write);
  const line = pushLine(sandbox, bot.url);
  if (line)
    write(`\nPush an approval of another system yourself; it appears in the approval centre:\n${line}`);
  const once = process.argv.includes('--once');
  if (!once) {
    write(`\nGo on in the browser: ${sandbox.url}/sandbox/\nBoth keep running; Ctrl+C stops them.`);
    await stopped;
  }
  await close();
  process.exitCode = played || !once ? 0 : 1;
}

function whoCanOpen(host: string, loopbackOnly: boolean): string {
  if (loopbackOnly) return 'for this machine only; SANDBOX_HOST opens it to others';
  return `for everyone who can reach ${host}: anybody there can act as anybody here`;
}

/** A terminal and whoever has started this may both send one, and the second must not cut short what the first has begun. */
function stopSignal(): Promise<unknown> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, resolve);
  });
}

function fail(what: string | undefined): never {
  process.stderr.write(`${what}\n`);
  process.exit(1);
}

const settings = readSettings(process.env);
if ('problem' in settings) fail(settings.problem);
main(settings).catch((error: NodeJS.ErrnoException) => fail(listenProblem(error, settings) ?? error.stack));
