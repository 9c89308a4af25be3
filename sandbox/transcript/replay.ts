import type { BotControl } from '../page/bot.ts';
import type { Sandbox } from '../platform/index.ts';
import type { Step, Transcript } from './format.ts';
import { sawOf } from './record.ts';

/** A step is over when nothing has changed for this long and as many messages are there as were then, or patience ends. */
const QUIET_MS = 400;
/** A busy machine is waited for once; a bot that says less than then would cost as much at every step. */
const PATIENCE_MS = 20_000;
const PATIENCE_LATER_MS = 2_000;

export interface Playing {
  /** Pushes an instance of a system of the world. */
  push?(one: NonNullable<Step['push']>): Promise<unknown>;
  /** Called before each step, counted from 1. */
  onStep?(step: number): void;
}

/** @throws when the message is not there: the bot has said less than in the transcript */
function messageAt(ref: string, { messages }: Sandbox['platform']): string {
  const [chat = '', place = ''] = ref.split('#');
  const found = messages.all.filter((message) => message.chat.handle === chat)[Number(place) - 1];
  if (found) return found.message_id;
  throw new Error(`there is no message ${ref}`);
}

async function sayAgain(
  { reply_to, attachment, ...said }: NonNullable<Step['say']>,
  sandbox: Sandbox,
): Promise<void> {
  const file = attachment && { ...attachment, data: Buffer.from(attachment.data, 'base64') };
  await sandbox.say({
    ...said,
    ...(reply_to && { replyTo: messageAt(reply_to, sandbox.platform) }),
    ...(file && { attachment: file }),
  } as Parameters<Sandbox['say']>[0]);
}

/** @returns what the person saw of the answer */
async function clickAgain(
  { by, message, button, form, value }: NonNullable<Step['click']>,
  sandbox: Sandbox,
): Promise<string | undefined> {
  const result = await sandbox.click({
    by,
    message_id: messageAt(message, sandbox.platform),
    button: typeof button === 'string' ? button : { path: button },
    ...(form && { form }),
    ...(value !== undefined && { value }),
  });
  return sawOf(result);
}

async function act(step: Step, sandbox: Sandbox, { push }: Playing): Promise<string | undefined> {
  const { say, click, read, decide, recall, menu, enter, add_bot } = step;
  if (say) await sayAgain(say, sandbox);
  if (click) return clickAgain(click, sandbox);
  if (read) await sandbox.readCc(read);
  if (decide) sandbox.decide(decide as Parameters<Sandbox['decide']>[0]);
  if (recall) sandbox.recall(messageAt(recall, sandbox.platform));
  if (menu) await sandbox.menu(menu);
  if (enter) await sandbox.enterChat(enter);
  if (add_bot) await sandbox.addBot(add_bot);
  if (step.push) await push?.(step.push);
  return undefined;
}

/** @returns whether as many messages are there */
async function settled(
  count: number,
  quietMs: number,
  patienceMs: number,
  sandbox: Sandbox,
): Promise<boolean> {
  let last = Date.now();
  const unwatch = sandbox.watch(() => {
    last = Date.now();
  });
  const until = Date.now() + patienceMs;
  const isThere = () => sandbox.platform.messages.all.length >= count;
  const isQuiet = () => Date.now() - last >= quietMs && isThere();
  while (Date.now() < until && !isQuiet()) await new Promise((resolve) => setTimeout(resolve, 50));
  unwatch();
  return isThere();
}

async function waitUntil(at: number, { clock }: Sandbox, bot: BotControl): Promise<void> {
  const ahead = at - clock.now();
  if (ahead <= 0) return;
  await bot.follow(clock.now() + ahead - Date.now());
  await clock.advance(ahead);
}

/**
 * Does everything again, at the same times of the sandbox.
 * @returns what people saw of the answers to their clicks where it is another one, as lines
 */
export async function replayTranscript(
  transcript: Transcript,
  sandbox: Sandbox,
  bot: BotControl,
  playing: Playing = {},
): Promise<string[]> {
  let patienceMs = PATIENCE_MS;
  const started = Date.parse(transcript.started);
  const surprises: string[] = [];
  for (const [index, step] of transcript.steps.entries()) {
    playing.onStep?.(index + 1);
    await waitUntil(started + step.at * 1000, sandbox, bot);
    const saw = await act(step, sandbox, playing).catch((error: Error) => `not possible: ${error.message}`);
    const expected = step.click?.saw;
    if (saw !== expected)
      surprises.push(`step ${index + 1}: saw "${saw ?? 'nothing'}" instead of "${expected ?? 'nothing'}"`);
    // Whoever did not wait for the answer then does not wait for it now either.
    const gapMs = ((transcript.steps[index + 1]?.at ?? Number.POSITIVE_INFINITY) - step.at) * 1000;
    const came = await settled(step.messages, Math.min(QUIET_MS, gapMs), patienceMs, sandbox);
    if (!came) patienceMs = PATIENCE_LATER_MS;
  }
  return surprises;
}
