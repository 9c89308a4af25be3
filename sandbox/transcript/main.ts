import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { createBot } from '../demo/bot-process.ts';
import { pushOne } from '../demo/push.ts';
import { startSourceSystem } from '../demo/source-system.ts';
import { loadWorld, realClock, startSandbox } from '../platform/index.ts';
import { shortDifference } from './difference.ts';
import { type Transcript, transcriptSchema } from './format.ts';
import { replayTranscript } from './replay.ts';
import { shownChats } from './shown.ts';

const write = (text: string) => process.stdout.write(`${text}\n`);
const root = process.cwd();

function read(file: string): Transcript {
  const parsed = transcriptSchema.safeParse(parse(readFileSync(file, 'utf8')));
  if (parsed.success) return parsed.data;
  throw new Error(`${file} is no transcript:\n${z.prettifyError(parsed.error)}`);
}

const linesOf = (messages: readonly string[] = []) =>
  messages.flatMap((message) => message.trimEnd().split('\n'));

/** What the chats show now and did not, or did and do not, as lines. */
function differences(shown: Transcript['shown'], now: Transcript['shown']): string[] {
  const chats = [...new Set([...Object.keys(shown), ...Object.keys(now)])];
  return chats.flatMap((chat) => {
    const lines = shortDifference(linesOf(shown[chat]), linesOf(now[chat]));
    return lines.length === 0 ? [] : [`── ${chat} ──`, ...lines, ''];
  });
}

/** Says on the terminal how far it is: on one line of a screen, else every so often. */
function progress(of: number): (step: number) => void {
  const { stderr } = process;
  if (stderr.isTTY) return (step) => stderr.write(`\rstep ${step} of ${of}${step === of ? '\n' : ''}`);
  return (step) => step % 25 === 0 && stderr.write(`step ${step} of ${of}\n`);
}

/** Plays a saved conversation to a bot that is started for it, and says what is no longer as it was. */
async function main(file: string | undefined): Promise<number> {
  if (file === undefined)
    throw new Error('Usage: npm run transcript FILE   (a conversation saved from the chat page)');
  const transcript = read(file);
  const clock = realClock(Date.parse(transcript.started));
  const sandbox = await startSandbox({ world: loadWorld(path.join(root, 'sandbox', 'world.yml')), clock });
  const system = await startSourceSystem(sandbox);
  const bot = await createBot(root, sandbox, 'webhook', system?.env);
  system?.attach(bot.url);
  try {
    await bot.start();
    await bot.follow(clock.now() - Date.now());
    await sandbox.connect(`${bot.url}/webhook/event`);
    const surprises = await replayTranscript(transcript, sandbox, bot, {
      push: (one) => pushOne(sandbox, bot.url, one),
      onStep: progress(transcript.steps.length),
    });
    const lines = [...differences(transcript.shown, shownChats(sandbox.platform)), ...surprises];
    const count = `${transcript.steps.length} step${transcript.steps.length === 1 ? '' : 's'}`;
    write(
      lines.length === 0
        ? `${file}: ${count}, all as it was`
        : `${file}: not as it was (- then, + now)\n\n${lines.join('\n')}`,
    );
    return lines.length === 0 ? 0 : 1;
  } finally {
    await bot.close();
    await system?.close();
    await sandbox.close();
  }
}

main(process.argv[2]).then(
  (code) => {
    process.exitCode = code;
  },
  (error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 2;
  },
);
