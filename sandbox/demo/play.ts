import type { Delivery, Sandbox, SandboxMessage } from '../platform/index.ts';
import { renderCard } from '../terminal/render-card.ts';
import type { EventMode } from './bot-environment.ts';
import { aboutIt, describe, whyNothing } from './calls.ts';

const ANSWER_WITHIN_MS = 15_000;

/**
 * Plays the `/cc` of the world's `demo` and prints the message, the calls it leads to and the receipt; when none came, why.
 * False then; a world without a demo is fine.
 */
export async function playCc(
  sandbox: Sandbox,
  mode: EventMode,
  write: (text: string) => void,
): Promise<boolean> {
  const { world } = sandbox;
  const { demo } = world;
  if (!demo) return true;
  const chat = sandbox.chat(demo.chat);
  const { instance_code, serial_number } = sandbox.instance(demo.instance);
  const named = demo.to.map((handle) => `@${sandbox.person(handle).name}`).join(' ');
  const text = `@${world.app.name} /cc ${named} ${serial_number} ${demo.comment}`;
  write(`── ${chat.name} ──────────────────────────────\n`);
  write(`${sandbox.person(demo.from).name}:  ${text}\n`);
  const said = await sandbox.say({ from: demo.from, chat: demo.chat, text });
  const delivery = await said.delivered;
  for (const attempt of delivery.attempts) write(`  Feishu → bot   ${told(delivery, attempt, mode)}`);

  const receipt = await waitFor(() => cardsAfter(sandbox, demo.chat, said.message_id)[0]);
  const about = aboutIt(sandbox.calls, [said.message_id, instance_code]);
  for (const call of about) write(`  bot → Feishu   ${describe(call)}`);
  const others = sandbox.calls.length - about.length;
  if (others > 0) write(`                 … and ${others} start-up call${others === 1 ? '' : 's'}`);
  if (!receipt) {
    write(
      `\nNo receipt came within ${ANSWER_WITHIN_MS / 1000} seconds. ${whyNothing(delivery, sandbox.calls)}`,
    );
    return false;
  }
  const nameOf = (openId: string) => world.people.find((one) => one.open_id === openId)?.name ?? openId;
  for (const reader of demo.readers) {
    const { name, language } = sandbox.person(reader);
    write(`\n${world.app.name}:  (as ${name} reads it)\n${renderCard(receipt.content, language, nameOf)}`);
  }
  return true;
}

function told({ event_type }: Delivery, attempt: Delivery['attempts'][number], mode: EventMode): string {
  const how = mode === 'webhook' ? 'signed and encrypted' : 'on the long connection';
  const became = attempt.status === undefined ? attempt.error : attempt.status;
  return `${event_type}, ${how}   ${became} in ${Math.round(attempt.ms)} ms`;
}

function cardsAfter(sandbox: Sandbox, chat: string, messageId: string): SandboxMessage[] {
  return sandbox
    .messages(chat)
    .filter((message) => message.parent_id === messageId && message.sender === 'bot');
}

async function waitFor<T>(find: () => T | undefined): Promise<T | undefined> {
  for (const until = Date.now() + ANSWER_WITHIN_MS; Date.now() < until; ) {
    const found = find();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return undefined;
}
