import path from 'node:path';
import { type EventMode, startBot } from './demo/bot-process.ts';
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
  const mode = eventMode(process.env.FEISHU_EVENT_MODE);
  const bot = await startBot(root, sandbox, mode);
  const about = mode === 'webhook' ? 'webhook mode, signed and encrypted events' : 'long connection';
  write(`Bot              ${bot.url}   (${about})\n`);
  if (mode === 'webhook') await sandbox.connect(`${bot.url}/webhook/event`);

  const played = await playCc(sandbox, mode, write);
  const once = process.argv.includes('--once');
  if (played && !once) write('\nBoth keep running; Ctrl+C stops them.');
  if (played && !once) await Promise.race([stopSignal(), bot.ended]);
  await bot.stop();
  await sandbox.close();
  process.exitCode = played ? 0 : 1;
}

/** Unlike the bot on its own, the demo shows the webhook unless told otherwise: that path has more to show. */
function eventMode(wanted = 'webhook'): EventMode {
  if (wanted === 'webhook' || wanted === 'websocket') return wanted;
  throw new Error(`FEISHU_EVENT_MODE is ${wanted}: it must be webhook or websocket`);
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
