import type { Logger } from 'pino';
import type { ZodType } from 'zod';
import type { Clock } from '../clock.ts';
import { type Envelope, eventKey } from '../feishu/events/envelope.ts';
import type { RecordedEvent } from '../feishu/events/recorded.ts';
import { addJob, addQuarantined } from '../jobs/queue.ts';
import type { Db } from '../store/db.ts';

/**
 * Makes events durable, one row each whatever the number of deliveries. When `record` resolves, the event may be
 * acknowledged.
 */
export function createInbox(parts: {
  db: Db;
  /** Queue in which events wait. */
  queue: string;
  handlers: Record<string, { schema: ZodType }>;
  clock: Pick<Clock, 'now'>;
  log: Logger;
}) {
  const { db, queue, handlers, clock, log } = parts;
  return {
    async record(envelope: Envelope): Promise<void> {
      const ids = { event_id: envelope.id, type: envelope.type };
      const schema = handlers[envelope.type]?.schema;
      if (!schema) return log.info(ids, 'event of a type that nothing here handles');
      const recorded: RecordedEvent = {
        type: envelope.type,
        id: envelope.id,
        event: envelope.event,
        receivedAt: clock.now(),
      };
      const job = { queue, key: eventKey(envelope), payload: recorded };
      const issue = schema.safeParse(envelope.event).error?.issues[0];
      if (!issue) {
        const isNew = await db.transaction((tx) => addJob(tx, job));
        return log.info({ ...ids, key: job.key, known: !isNew }, 'event received');
      }
      // Acknowledged all the same: an approval event that never is blocks those behind it for seven hours.
      const reason = `unreadable at ${issue.path.join('.') || 'its root'}: ${issue.message}`;
      await db.transaction((tx) => addQuarantined(tx, job, reason));
      log.error({ ...ids, key: job.key, reason }, 'event put into quarantine');
    },
  };
}

export type Inbox = ReturnType<typeof createInbox>;
