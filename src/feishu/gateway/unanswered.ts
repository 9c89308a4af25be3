import type { Clock } from '../../lib/clock.ts';
import { LimitReached } from './errors.ts';
import { turnsAt } from './turns.ts';
import { waitingRoom } from './waiting.ts';

/** As many as the worker has slots of its own; those that it lends are for work that asks for something else. */
const MOST_UNANSWERED = 16;
/** What people are told goes out while there is any slot: nobody gets by without these. */
const MOST_MESSAGES = 48;
const messages = ['im.message.create', 'im.message.reply', 'im.message.patch'];
const UNANSWERED_AFTER_MS = 1_000;
/** As fast come those again who were sent away: each look at an endpoint that still does not answer costs little. */
const AGAIN_PER_MINUTE = 480;

/**
 * Counts the calls of each endpoint that have been waiting for their answer for over a second. Where there are many, one more
 * would only wait as well: it is left to later, and neither its slot nor the memory of its answer is missed by others.
 */
export function unanswered(clock: Pick<Clock, 'sleep' | 'steady'>) {
  const room = waitingRoom();
  const turns = turnsAt(clock);
  return {
    /** Throws `LimitReached` where too many wait already. */
    check(endpoint: string) {
      const most = messages.includes(endpoint) ? MOST_MESSAGES : MOST_UNANSWERED;
      if (room.count(endpoint) >= most)
        throw new LimitReached(
          `${most} unanswered calls of ${endpoint}`,
          turns.next({ name: endpoint, perMinute: AGAIN_PER_MINUTE }),
        );
    },
    /** Makes a call that counts while it is not answered. */
    async during<T>(endpoint: string, send: () => Promise<T>): Promise<T> {
      const answered = new AbortController();
      const answer = send().finally(() => answered.abort());
      const over = answer.then(
        () => undefined,
        () => undefined,
      );
      void clock.sleep(UNANSWERED_AFTER_MS, answered.signal).then(() => {
        if (!answered.signal.aborted) void room.wait(endpoint, over);
      });
      return answer;
    },
  };
}
