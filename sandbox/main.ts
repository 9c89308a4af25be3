import path from 'node:path';
import { createBot } from './demo/bot-process.ts';
import { playCc } from './demo/play.ts';
import { servePage } from './page/index.ts';
import { loadWorld, startSandbox } from './platform/index.ts';

const write = (text: string) => process.stdout.write(`${text}\n`);
/** npm runs a script in the folder of its package.json. */
const root = process.cwd();

const LOOPBACK = '127.0.0.1';
const host = process.env.SANDBOX_HOST ?? LOOPBACK;
const loopbackOnly = [LOOPBACK, 'localhost', '::1'].includes(host);

const whoCanOpen = loopbackOnly
  ? 'for this machine only; SANDBOX_HOST opens it to others'
  : `for everyone who can reach ${host}: anybody there can act as anybody here`;

/** A Feishu of this machine with its page, and the bot beside it: one `/cc` is played, then all stays for as long as it is wanted. */
async function main() {
  const world = loadWorld(path.join(root, 'sandbox', 'world.yml'));
  const sandbox = await startSandbox({ world, port: Number(process.env.SANDBOX_PORT ?? 4000), host });
  const stopped = stopSignal();
  const bot = await createBot(root, sandbox);
  const page = servePage(sandbox, { root, bot, loopbackOnly });
  write(`Chat page        ${sandbox.url}/sandbox/   (${whoCanOpen})`);
  write(`Feishu sandbox   ${sandbox.url}   (its world is sandbox/world.yml)`);
  await bot.start();
  write(`Bot              ${bot.url}   (webhook mode, signed and encrypted events)\n`);
  await sandbox.connect(`${bot.url}/webhook/event`);

  const played = await playCc(sandbox, write);
  const once = process.argv.includes('--once');
  if (played && !once) {
    write(`\nGo on in the browser: ${sandbox.url}/sandbox/\nBoth keep running; Ctrl+C stops them.`);
    await stopped;
  }
  page.close();
  await bot.close();
  await sandbox.close();
  process.exitCode = played ? 0 : 1;
}

function stopSignal(): Promise<unknown> {
  return Promise.race(
    (['SIGINT', 'SIGTERM'] as const).map((signal) => new Promise((resolve) => process.once(signal, resolve))),
  );
}

main().catch((error: NodeJS.ErrnoException) => {
  const taken = error.code === 'EADDRINUSE';
  const hint = taken
    ? 'Port 4000 is taken: choose another with SANDBOX_PORT=4001 npm run sandbox'
    : error.stack;
  process.stderr.write(`${hint}\n`);
  process.exit(1);
});
