import type { Logger } from 'pino';
import { type Envelope, envelope } from '../../feishu/events/envelope.ts';
import { isOldCallback, OLD_CALLBACK } from '../../feishu/events/old-callback.ts';
import type { Dial, LongConnection } from '../../feishu/long-connection/port.ts';
import type { Clock } from '../../lib/clock.ts';
import type { EventChannel } from '../channel.ts';
import { inFlight } from './in-flight.ts';
import { supervise, trouble } from './supervise.ts';

/** Feishu waits this long for an acknowledgement; later ones are in vain. */
const DRAIN_MS = 3_000;

export interface LongConnectionDeps {
  dial: Dial;
  clock: Clock;
  log: Logger;
  random: () => number;
  /** Makes the event durable, or answers the callback; what it returns goes back on the frame. */
  receive(envelope: Envelope): Promise<object>;
}

/** Feishu delivers again what got no answer, and then to a connection that is open. */
const neverAnswered = () => new Promise<never>(() => undefined);

/** Events through a connection that the bot opens: needs no public address, and no encryption but its own. */
export function longConnectionChannel(deps: LongConnectionDeps): EventChannel {
  const { dial, clock, log, random, receive } = deps;
  const stopping = new AbortController();
  const underWay = inFlight(clock);
  let connection: LongConnection | undefined;
  let supervision: Promise<void> | undefined;
  /** Until a new one is dialled. */
  let givenUp: string | undefined;

  async function take(raw: unknown): Promise<object> {
    try {
      return await receive(envelope.parse(raw));
    } catch (error) {
      log.error({ err: error }, isOldCallback(raw) ? OLD_CALLBACK : 'an event could not be taken in');
      throw error;
    }
  }

  return {
    start(told) {
      const redial = () => {
        givenUp = undefined;
        connection = dial((raw) => (stopping.signal.aborted ? neverAnswered() : underWay.track(take(raw))));
        return connection;
      };
      const gaveUp = (reason: string) => {
        givenUp = reason;
      };
      const { signal } = stopping;
      supervision ??= supervise({ dial: redial, gaveUp, told, signal, clock, log, random });
    },
    async stop() {
      stopping.abort();
      await supervision;
      await underWay.drained(DRAIN_MS);
      await connection?.close();
    },
    async check() {
      const reason = connection ? (givenUp ?? trouble(connection)) : 'it is not opened yet';
      if (reason !== undefined) throw new Error(`the long connection does not work: ${reason}`);
    },
  };
}
