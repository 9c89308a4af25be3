import type { RecordedEvent } from '../feishu/events/envelope.ts';
import type { EventHandler } from '../jobs/event-handler.ts';
import type { JobHandler } from '../jobs/perform.ts';
import type { Job } from '../jobs/queue.ts';

export const EVENT_QUEUE = 'event';

/** Works on recorded events: what a handler decides is written together with the end of its event. */
export function eventJob(handlers: Record<string, EventHandler>): JobHandler {
  const handlerOf = (job: Job) => {
    const recorded = job.payload as RecordedEvent;
    const handler = handlers[recorded.type];
    if (!handler) throw new Error(`no handler for ${recorded.type}`);
    return { handler, event: handler.schema.parse(recorded.event), receivedAt: recorded.receivedAt };
  };
  return {
    async run(job) {
      const { handler, event, receivedAt } = handlerOf(job);
      return handler.run(event, receivedAt);
    },
    async gaveUp(job, error, tx) {
      const { handler, event } = handlerOf(job);
      await handler.gaveUp?.(event, error, tx);
    },
  };
}
