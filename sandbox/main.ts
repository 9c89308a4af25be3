import path from 'node:path';
import { startBot } from './demo/bot-process.ts';
import { playCc } from './demo/play.ts';
import { loadWorld, startSandbox } from './platform/index.ts';

const write = (text: string) => process.stdout.write(`${text}\n`);
/** npm runs a script in the folder of its package.json. */
const root = process.cwd();

/** A Feishu of this machine and the bot beside it: one `/cc` is played, then both stay for as long as they are wanted. */
async function main() {
  const world = loadWorld(path.join(root, 'sandbox', 'world.yml'));
  const sandbox = await startSandbox({ world, port: Number(process.env.SANDBOX_PORT ?? 4000) });
  write(`Feishu sandbox   ${sandbox.url}   (this machine only; its world is sandbox/world.yml)`);
  const bot = await startBot(root, sandbox);
  write(`Bot              ${bot.url}   (webhook mode, signed and encrypted events)\n`);
  await sandbox.connect(`${bot.url}/webhook/event`);

  const played = await playCc(sandbox, write);
  const once = process.argv.includes('--once');
  if (played && !once) write('\nBoth keep running; Ctrl+C stops them.');
  if (played && !once) await Promise.race([stopSignal(), bot.ended]);
  await bot.stop();
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
