import type { Logger } from 'pino';
import type { ZodType } from 'zod';
import type { Clock } from '../clock.ts';
import { type Envelope, eventKey } from '../feishu/events/envelope.ts';
import type { RecordedEvent } from '../feishu/events/recorded.ts';
import { addJob, addQuarantined } from '../jobs/queue.ts';
import type { Metrics } from '../ops/metrics.ts';
import type { Db } from '../store/db.ts';

interface InboxParts {
  db: Db;
  /** Queue in which events wait. */
  queue: string;
  handlers: Record<string, { schema: ZodType }>;
  clock: Pick<Clock, 'now'>;
  log: Logger;
  metrics: Pick<Metrics, 'event' | 'acknowledged'>;
}

/**
 * Makes events durable, one row each whatever the number of deliveries. When `record` resolves, the event may be
 * acknowledged.
 */
export function createInbox({ db, queue, handlers, clock, log, metrics }: InboxParts) {
  async function keep(envelope: Envelope, schema: ZodType) {
    const ids = { event_id: envelope.id, type: envelope.type, key: eventKey(envelope) };
    const { type, id, event } = envelope;
    const recorded: RecordedEvent = { type, id, event, receivedAt: clock.now() };
    const job = { queue, key: ids.key, payload: recorded };
    const issue = schema.safeParse(event).error?.issues[0];
    if (!issue) {
      const isNew = await db.transaction((tx) => addJob(tx, job));
      log.info({ ...ids, known: !isNew }, 'event received');
      return isNew ? 'recorded' : 'known';
    }
    // Acknowledged all the same: an approval event that never is blocks those behind it for seven hours.
    const reason = `unreadable at ${issue.path.join('.') || 'its root'}: ${issue.message}`;
    await db.transaction((tx) => addQuarantined(tx, job, reason));
    log.error({ ...ids, reason }, 'event put into quarantine');
    return 'quarantined';
  }

  return {
    async record(envelope: Envelope): Promise<void> {
      const schema = handlers[envelope.type]?.schema;
      if (!schema)
        log.info({ event_id: envelope.id, type: envelope.type }, 'event of a type that nothing here handles');
      // A type from outside is no label: there could be any number of them.
      metrics.event(schema ? envelope.type : 'other', schema ? await keep(envelope, schema) : 'unhandled');
      if (envelope.createdAt !== undefined) metrics.acknowledged((clock.now() - envelope.createdAt) / 1_000);
    },
  };
}

export type Inbox = ReturnType<typeof createInbox>;
