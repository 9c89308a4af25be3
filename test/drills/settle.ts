import { expect } from 'vitest';
import type { Sandbox } from '../../sandbox/platform/index.ts';
import { asAdmin, type Schema } from '../support/postgres.ts';
import { pause, untilNone } from './processes.ts';

/** A lease of 30 s and the sweep that frees its job, where nobody can look into the database. */
const LEASES_END_MS = 45_000;

export interface Asked {
  /** The message. */
  id: string;
}

/** How often the bot has answered each message. Asked for all at once: a look at every chat copies what it shows. */
function answerCounts({ platform }: Sandbox): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { sender, parent_id } of platform.messages.all)
    if (sender === 'bot' && parent_id) counts.set(parent_id, (counts.get(parent_id) ?? 0) + 1);
  return counts;
}

/** How often the bot has answered each of these. */
export function answers(sandbox: Sandbox, asked: Asked[]): number[] {
  const counts = answerCounts(sandbox);
  return asked.map(({ id }) => counts.get(id) ?? 0);
}

/** How often each of the CCs stands in the instance; they are told apart by their comments. */
export function ccEntries(sandbox: Sandbox, handle: string, comments: string[]): number[] {
  const entries = sandbox.instance(handle).timeline.flatMap((entry) => entry.comment ?? []);
  return comments.map((comment) => entries.filter((one) => one === comment).length);
}

/**
 * Waits until every event is acknowledged and answered. Time is moved on only while nothing is left undone: Feishu tells
 * repeated sends apart for one hour of its own, and the bot's clock stays where it is.
 */
export async function settle(sandbox: Sandbox, asked: Asked[], schema?: Schema) {
  const isDelivered = delivered(sandbox);
  const open = () => {
    const counts = answerCounts(sandbox);
    return asked.filter(({ id }) => !counts.has(id) && isDelivered(id)).length;
  };
  const waiting = () => sandbox.deliveries.some((one) => one.state === 'waiting');
  await untilNone('what was acknowledged is answered', open);
  // What was answered may still be running for those who died before they could note it: their leases have to end first.
  if (waiting()) await (schema ? begunIsDone(schema) : pause(LEASES_END_MS));
  for (let step = 0; step < 10 && waiting(); step++) {
    await sandbox.clock.advance(6 * 3_600_000);
    await pause(3_500);
    await untilNone('what was acknowledged is answered', open);
  }
  expect(sandbox.deliveries.filter((one) => one.state !== 'delivered')).toEqual([]);
  // A second answer would come now.
  await pause(2_000);
}

/** What was begun is done once its lease has ended and its next try is over. */
const BEGUN = `state = 'running' or state = 'ready' and attempts > 0`;

async function begunIsDone(schema: Schema) {
  while ((await asAdmin(`select 1 from ${schema.name}.job where ${BEGUN} limit 1`)).length > 0)
    await pause(250);
}

/** Whether the message was acknowledged in one of its deliveries. */
function delivered({ deliveries }: Sandbox) {
  const messageOf = (payload: object) =>
    (payload as { event?: { message?: { message_id?: string } } }).event?.message?.message_id ?? '';
  return (id: string) => deliveries.some((one) => one.state === 'delivered' && messageOf(one.payload) === id);
}
