import type { CallLog, Sandbox, SandboxMessage } from '../platform/index.ts';
import { renderCard } from '../terminal/render-card.ts';
import type { EventMode } from './bot-environment.ts';

const ANSWER_WITHIN_MS = 15_000;

/** Plays one `/cc` in a group and prints the message, the calls it leads to and the receipt; false when none came. */
export async function playCc(
  sandbox: Sandbox,
  mode: EventMode,
  write: (text: string) => void,
): Promise<boolean> {
  const group = sandbox.chat('purchasing');
  const { serial_number } = sandbox.instance('laptops');
  const text = `@${sandbox.world.app.name} /cc @李四 @Emma Wilson ${serial_number} 请看一下预算`;
  write(`── ${group.name} ──────────────────────────────\n`);
  write(`张三:  ${text}\n`);
  const said = await sandbox.say({ from: 'zhangsan', chat: group.handle, text });
  const delivery = await said.delivered;
  const how = mode === 'webhook' ? 'signed and encrypted' : 'on the long connection';
  for (const { status, ms } of delivery.attempts)
    write(`  Feishu → bot   ${delivery.event_type}, ${how}   ${status} in ${Math.round(ms)} ms`);

  const receipt = await waitFor(() => cardsAfter(sandbox, said.message_id)[0]);
  for (const call of sandbox.calls) write(`  bot → Feishu   ${describe(call)}`);
  if (!receipt) {
    write('\nNo receipt arrived; what the bot says about it stands above.');
    return false;
  }
  const nameOf = (openId: string) =>
    sandbox.world.people.find((person) => person.open_id === openId)?.name ?? openId;
  write(`\n${sandbox.world.app.name}:  (as 张三 reads it)\n${renderCard(receipt.content, 'zh_cn', nameOf)}`);
  write(
    `\n${sandbox.world.app.name}:  (the same card, as Emma Wilson reads it)\n${renderCard(receipt.content, 'en_us', nameOf)}`,
  );
  return true;
}

function cardsAfter(sandbox: Sandbox, messageId: string): SandboxMessage[] {
  return sandbox
    .messages('purchasing')
    .filter((message) => message.parent_id === messageId && message.sender === 'bot');
}

const describe = ({ method, path, status, code }: CallLog) => `${method} ${path}   ${status}, code ${code}`;

async function waitFor<T>(find: () => T | undefined): Promise<T | undefined> {
  for (const until = Date.now() + ANSWER_WITHIN_MS; Date.now() < until; ) {
    const found = find();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return undefined;
}
