import { expect } from 'vitest';
import type { Sandbox } from '../../sandbox/platform/index.ts';
import { pause, until } from './processes.ts';

export interface Asked {
  id: string;
  person: string;
}

/** How often the bot has answered this message. */
export const answers = (sandbox: Sandbox, { id, person }: Asked) =>
  sandbox
    .messages(sandbox.directChat(person))
    .filter((message) => message.sender === 'bot' && message.parent_id === id).length;

/**
 * Waits until every event is acknowledged and answered. Time is moved on only while nothing is left undone: Feishu tells
 * repeated sends apart for one hour of its own, and the bot's clock stays where it is.
 */
export async function settle(sandbox: Sandbox, asked: Asked[], seconds: number) {
  const isDelivered = delivered(sandbox);
  const open = () => asked.filter((one) => isDelivered(one.id) && answers(sandbox, one) === 0).length;
  const waiting = () => sandbox.deliveries.some((one) => one.state === 'waiting');
  await until('what was acknowledged is answered', () => open() === 0, seconds);
  for (let step = 0; step < 10 && waiting(); step++) {
    await sandbox.clock.advance(6 * 3_600_000);
    await pause(3_500);
    await until('what was acknowledged is answered', () => open() === 0, seconds);
  }
  expect(sandbox.deliveries.filter((one) => one.state !== 'delivered')).toEqual([]);
  // A second answer would come now.
  await pause(2_000);
}

/** Whether the message was acknowledged in one of its deliveries. */
function delivered(sandbox: Sandbox) {
  const messageOf = (payload: object) =>
    (payload as { event?: { message?: { message_id?: string } } }).event?.message?.message_id;
  const known = new Set<string>();
  return (id: string) => {
    if (known.has(id)) return true;
    for (const one of sandbox.deliveries)
      if (one.state === 'delivered') known.add(messageOf(one.payload) ?? '');
    return known.has(id);
  };
}
