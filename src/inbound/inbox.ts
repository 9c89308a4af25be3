import type { Logger } from 'pino';
import { type Envelope, eventKey, eventPerson, type RecordedEvent } from '../feishu/events/envelope.ts';
import { LIMITS } from '../feishu/events/limits.ts';
import type { PlatformTime } from '../feishu/platform-time.ts';
import type { EventHandler } from '../jobs/event-handler.ts';
import { addJob, addQuarantined } from '../jobs/queue.ts';
import { parsed, whereUnreadable } from '../lib/parsed.ts';
import type { Db } from '../store/db.ts';
import type { KeptClock } from '../store/time/kept-clock.ts';
import type { Metrics } from '../telemetry/metrics.ts';

/** Whether objects and lists are nested in more levels than these. */
export function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((one) => isDeeper(one, levels - 1));
}

/** The upper levels; what lies deeper is left out. */
export function upperLevels(value: unknown, levels: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (levels === 0) return null;
  if (Array.isArray(value)) return value.map((one) => upperLevels(one, levels - 1));
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, upperLevels(one, levels - 1)]));
}

type Kept = Pick<EventHandler, 'schema' | 'concerns'>;

interface InboxDeps {
  db: Db;
  /** Queue in which events wait. */
  queue: string;
  /** By event type. */
  handlers: Record<string, Kept>;
  /** Messages are dated by Feishu's clock, so their age is by it as well. */
  time: Pick<PlatformTime, 'now' | 'estimate'>;
  /** As long as that is not known, and in doubt, a message is taken for as young as it may be. */
  clock: Pick<KeptClock, 'earliest'>;
  log: Logger;
  metrics: Pick<Metrics, 'event' | 'acknowledged'>;
}

const TOO_DEEP = `its root: nested in more than ${LIMITS.depth} levels`;

/**
 * Makes events durable, one row each whatever the number of deliveries. When `record` resolves, the event may be
 * acknowledged. What people say to each other in a group is not kept.
 */
export function createInbox({ db, queue, handlers, time, clock, log, metrics }: InboxDeps) {
  async function keep(envelope: Envelope, { schema, concerns }: Kept) {
    const { type, id } = envelope;
    const tooDeep = isDeeper(envelope.event, LIMITS.depth);
    const event = tooDeep ? upperLevels(envelope.event, LIMITS.depth) : envelope.event;
    const read = parsed(schema, event);
    if (!tooDeep && read.success && (await concerns?.(read.data)) === false) return 'ignored';
    const key = eventKey(envelope);
    const ids = { event_id: id, type, key };
    const receivedAt = clock.earliest();
    const recorded: RecordedEvent = { type, id, event, receivedAt: time.now() ?? receivedAt };
    const cause = { eventId: id, receivedAt, person: eventPerson(envelope) };
    const job = { queue, key, payload: recorded, cause };
    const unreadable = tooDeep ? TOO_DEEP : read.error && whereUnreadable(read.error);
    if (!unreadable) {
      const isNew = await db.transaction((tx) => addJob(tx, job));
      log.info({ ...ids, known: !isNew }, 'event received');
      return isNew ? 'recorded' : 'known';
    }
    // Acknowledged all the same: an approval event that never is blocks those behind it for seven hours.
    const reason = `unreadable at ${unreadable}`;
    await db.transaction((tx) => addQuarantined(tx, job, reason));
    log.error({ ...ids, reason }, 'event put into quarantine');
    return 'quarantined';
  }

  return {
    async record(envelope: Envelope): Promise<void> {
      const { type, id, createdAt } = envelope;
      const handler = Object.hasOwn(handlers, type) ? handlers[type] : undefined;
      if (!handler) log.info({ event_id: id, type }, 'event of a type that nothing here handles');
      // A type from outside is no label: there could be any number of them.
      metrics.event(handler ? type : 'other', handler ? await keep(envelope, handler) : 'unhandled');
      if (createdAt !== undefined) metrics.acknowledged((time.estimate() - createdAt) / 1_000);
    },
  };
}
