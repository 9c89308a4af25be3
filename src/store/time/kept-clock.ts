import { type Clock, MINUTE_MS } from '../../lib/clock.ts';

/** For so long after a jump it is not said whether the time before or after it is the right one. */
const DOUBT_MS = 10 * MINUTE_MS;

/** A clock that nobody sets but the bot: it moves together with the times that are stored. */
export interface KeptClock extends Clock {
  /** The moments that it may be now: by this clock, by the machine's, and in doubt by what it was before. */
  moments(): number[];
  /** The same without the machine's; the earliest of them. */
  earliest(): number;
  /** Whether it has jumped of late. What can't be taken back, and depends on the day, had better wait. */
  inDoubt(): boolean;
  /** Takes the time of this moment (Unix ms) over, from which it differs by little or since the start. */
  set(now: number): void;
  /** Takes a jump by so many ms over; the time before it is not forgotten at once. */
  jump(by: number): void;
  /** Takes back a jump that has just been taken over. */
  undo(by: number): void;
  /** All jumps of earlier processes, ms: `steady` goes on where theirs ended. */
  continueFrom(moved: number): void;
}

/** Begins with the machine's time and goes on evenly. */
export function keptClock(machine: Clock): KeptClock {
  let offset = machine.now() - machine.steady();
  let steadyOffset = offset;
  let left: { offset: number; until: number }[] = [];
  const at = (one: number) => machine.steady() + one;
  const now = () => at(offset);
  const doubted = () => {
    left = left.filter(({ until }) => machine.steady() < until);
    return [now(), ...left.map((one) => at(one.offset))];
  };
  return {
    now,
    steady: () => at(steadyOffset),
    sleep: machine.sleep,
    moments: () => [...doubted(), machine.now()],
    earliest: () => Math.min(...doubted()),
    inDoubt: () => doubted().length > 1,
    set(moment) {
      offset = moment - machine.steady();
    },
    jump(by) {
      left.push({ offset, until: machine.steady() + DOUBT_MS });
      offset += by;
    },
    undo(by) {
      left.pop();
      offset -= by;
    },
    continueFrom(moved) {
      steadyOffset = offset - moved;
    },
  };
}
