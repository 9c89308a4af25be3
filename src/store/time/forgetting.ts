import { DAY_MS } from '../../lib/clock.ts';
import type { Tx } from '../db.ts';
import { notedTime, noteTime } from './noted.ts';

/** The moment (Unix ms) that lies so many ms before the one by which old data is forgotten. */
export type Before = (age: number) => number;

/**
 * Moves on the time by which old data is forgotten: to now, but by a day at most, so that in an hour of a clock that is
 * wrong by months little is lost.
 */
export async function timeToForget(tx: Tx, now: number): Promise<Before> {
  const last = await notedTime(tx, 'forgotten');
  const time = last === 0 ? now : Math.min(now, last + DAY_MS);
  await noteTime(tx, 'forgotten', time);
  return (age) => time - age;
}

/** Whether a column lies more than the parameter before both now and the time by which old data is forgotten. */
export const isForgotten = (column: string, parameter: string): string =>
  `${column} < now_ms() - ${parameter} and
   ${column} < coalesce((select ms from noted_time where name = 'forgotten'), now_ms()) - ${parameter}`;
