import type { SandboxClock } from '../clock.ts';
import type { Message } from './model.ts';

const REMEMBERED_MS = 3_600_000;

/** Which message a `uuid` has sent within the last hour. */
export interface SentOnce {
  find(uuid: string): Message | undefined;
  remember(uuid: string, message: Message): void;
}

/**
 * The deduplication of the message API. Create and reply share one space: the pages speak of the uuid alone, and a client that
 * uses one for two different messages is wrong either way.
 */
export function createSentOnce(clock: SandboxClock): SentOnce {
  const sent = new Map<string, { message: Message; at: number }>();
  return {
    find(uuid) {
      const entry = sent.get(uuid);
      return entry && clock.now() - entry.at < REMEMBERED_MS ? entry.message : undefined;
    },
    remember(uuid, message) {
      sent.set(uuid, { message, at: clock.now() });
    },
  };
}
