import type { Logger } from 'pino';
import type { Clock } from '../../clock.ts';
import type { LongConnection } from '../../feishu/long-connection/port.ts';

const LOOK_EVERY_MS = 1_000;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;

const CHECK =
  'FEISHU_APP_ID and FEISHU_APP_SECRET; Developer console → Events & callbacks: both subscription modes set to long connection ' +
  '(persistent connection); a custom app; no more than 50 connections of it, elsewhere included; its IP allow list';

/** Why this connection can't bring an event now, or undefined when it can. */
export function trouble(connection: LongConnection): string | undefined {
  const state = connection.state();
  if (state === 'failed') return `it was given up: ${connection.failure()?.message}`;
  if (state === 'idle') return 'the socket is gone';
  if (state === 'connecting') return 'it is being opened';
  if (state === 'reconnecting') return 'it was lost and is being opened again';
  const quietMs = connection.quietMs() ?? 0;
  return quietMs > connection.quietLimitMs() ? `silent for ${Math.round(quietMs / 1_000)} s` : undefined;
}

/** What the SDK gets out of by itself is left to it; from the rest a new connection must be made. */
const isStuck = (connection: LongConnection) =>
  trouble(connection) !== undefined && !['connecting', 'reconnecting'].includes(connection.state());

/** Keeps one connection: when it is stuck it is replaced, after a wait that doubles from 1 s to 60 s, until aborted. */
export async function supervise(parts: {
  dial(): LongConnection;
  signal: AbortSignal;
  clock: Clock;
  log: Logger;
  random: () => number;
}): Promise<void> {
  const { dial, signal, clock, log, random } = parts;
  let failures = 0;
  while (!signal.aborted) {
    const connection = dial();
    while (!signal.aborted && !isStuck(connection)) {
      if (connection.state() === 'connected') failures = 0;
      await clock.sleep(LOOK_EVERY_MS, signal);
    }
    if (signal.aborted) return;
    const wait = Math.min(FIRST_WAIT_MS * 2 ** failures++, LONGEST_WAIT_MS) * (1 + random() / 2);
    log.error(
      { reason: trouble(connection), check: CHECK, retry_ms: Math.round(wait) },
      'the long connection does not work: no event arrives; it will be opened anew',
    );
    await connection.close();
    await clock.sleep(wait, signal);
  }
}
