import type { BotControl } from '../page/bot.ts';
import type { Sandbox } from '../platform/index.ts';
import type { Step, Transcript } from './format.ts';
import { sawOf } from './record.ts';

/** A step is over when nothing has changed for this long and as many messages are there as were then, or patience ends. */
const QUIET_MS = 400;
const PATIENCE_MS = 5_000;

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

async function act(step: Step, sandbox: Sandbox): Promise<string | undefined> {
  const { say, click, read, decide, recall, menu, enter, add_bot } = step;
  if (say) await sayAgain(say, sandbox);
  if (click) return clickAgain(click, sandbox);
  if (read) await sandbox.readCc(read);
  if (decide) sandbox.decide(decide as Parameters<Sandbox['decide']>[0]);
  if (recall) sandbox.recall(messageAt(recall, sandbox.platform));
  if (menu) await sandbox.menu(menu);
  if (enter) await sandbox.enterChat(enter);
  if (add_bot) await sandbox.addBot(add_bot);
  return undefined;
}

async function settled(count: number, sandbox: Sandbox): Promise<void> {
  let last = Date.now();
  const unwatch = sandbox.watch(() => {
    last = Date.now();
  });
  const until = Date.now() + PATIENCE_MS;
  const quiet = () => Date.now() - last > QUIET_MS && sandbox.platform.messages.all.length >= count;
  while (Date.now() < until && !quiet()) await new Promise((resolve) => setTimeout(resolve, 50));
  unwatch();
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
): Promise<string[]> {
  const started = Date.parse(transcript.started);
  const surprises: string[] = [];
  for (const [index, step] of transcript.steps.entries()) {
    await waitUntil(started + step.at * 1000, sandbox, bot);
    const saw = await act(step, sandbox).catch((error: Error) => `not possible: ${error.message}`);
    const expected = step.click?.saw;
    if (saw !== expected)
      surprises.push(`step ${index + 1}: saw "${saw ?? 'nothing'}" instead of "${expected ?? 'nothing'}"`);
    await settled(step.messages, sandbox);
  }
  return surprises;
}
