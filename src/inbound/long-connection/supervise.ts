import type { Logger } from 'pino';
import { adviceIn } from '../../feishu/gateway/errors.ts';
import type { LongConnection } from '../../feishu/long-connection/port.ts';
import type { Clock } from '../../lib/clock.ts';

const LOOK_EVERY_MS = 1_000;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;
/** More than the wait of up to 30 s that Feishu prescribes after a loss, the discovery and the handshake together. */
const OPENING_MS = 60_000;

const CHECK =
  'FEISHU_APP_ID and FEISHU_APP_SECRET; Developer console → Events & callbacks: both subscription modes set to long connection ' +
  '(persistent connection); a custom app; no more than 50 connections of it, elsewhere included; its IP allow list';

const BROKEN = 'the long connection does not work: no event arrives; it will be opened anew';

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

/** Why a new connection must be made, or undefined while the SDK may get out of it by itself. */
function stuck(connection: LongConnection, withoutMs: number): string | undefined {
  const opening = ['connecting', 'reconnecting'].includes(connection.state());
  if (!opening) return trouble(connection);
  return withoutMs < OPENING_MS ? undefined : `it is not open after ${OPENING_MS / 1_000} s`;
}

/**
 * Keeps one connection: when it is stuck it is replaced, after a wait that doubles from 1 s to 60 s, until aborted. `gaveUp` is
 * told why. What Feishu says must be mended is said once, as long as it is the same and `told` by nobody before.
 */
export async function supervise(deps: {
  dial(): LongConnection;
  gaveUp(reason: string): void;
  told: string | undefined;
  signal: AbortSignal;
  clock: Clock;
  log: Logger;
  random: () => number;
}): Promise<void> {
  const { dial, gaveUp, signal, clock, log, random } = deps;
  let failures = 0;
  let told = deps.told;
  while (!signal.aborted) {
    const connection = dial();
    const worked = () => {
      failures = 0;
      told = undefined;
    };
    const reason = await untilStuck(connection, { worked, clock, signal });
    if (reason === undefined) return;
    const wait = Math.min(FIRST_WAIT_MS * 2 ** failures++, LONGEST_WAIT_MS) * (1 + random() / 2);
    const advice = adviceIn(connection.failure());
    const retry_ms = Math.round(wait);
    if (advice === undefined || advice !== told)
      log.error({ reason, ...(advice ? { advice } : { check: CHECK }), retry_ms }, BROKEN);
    told = advice;
    gaveUp(reason);
    await connection.close();
    await clock.sleep(wait, signal);
  }
}

/** Looks at the connection until it is stuck, and says why; undefined when aborted. */
async function untilStuck(
  connection: LongConnection,
  { worked, clock, signal }: { worked(): void; clock: Clock; signal: AbortSignal },
): Promise<string | undefined> {
  let openUntil = clock.steady();
  while (!signal.aborted) {
    if (connection.state() === 'connected') {
      openUntil = clock.steady();
      worked();
    }
    const reason = stuck(connection, clock.steady() - openUntil);
    if (reason !== undefined) return reason;
    await clock.sleep(LOOK_EVERY_MS, signal);
  }
  return undefined;
}
