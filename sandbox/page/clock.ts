import type { z } from 'zod';
import type { Sandbox } from '../platform/index.ts';
import type { bodies } from './bodies.ts';
import type { BotControl } from './bot.ts';
import { nextRetry, tomorrowAt } from './time.ts';

type Move = z.infer<(typeof bodies)['clock']>;

/** What the drawer calls the next morning: the hour of the bot's daily digest. */
const MORNING = { hour: 9, minute: 12 };

function target(move: Move, { clock, person, platform }: Sandbox): number {
  const now = clock.now();
  if ('advance_ms' in move) return now + move.advance_ms;
  if (move.to === 'morning') return tomorrowAt(MORNING.hour, MORNING.minute, person(move.as).timezone, now);
  const due = nextRetry(platform.deliveries.all);
  if (due === undefined) throw new Error('no event waits to be sent again');
  return Math.max(now, due);
}

/** Moves the time of the sandbox ahead, and that of the bot with it: the bot first, so that nothing reaches it from its future. */
export async function moveClock(move: Move, sandbox: Sandbox, bot: BotControl): Promise<void> {
  const { clock, platform } = sandbox;
  const ahead = target(move, sandbox) - clock.now();
  await bot.follow(clock.now() + ahead - Date.now());
  await clock.advance(ahead);
  platform.changes.tell({ kind: 'clock' });
}
