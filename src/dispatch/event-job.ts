import { recordedEvent } from '../feishu/events/envelope.ts';
import { defineQueue, readAs } from '../jobs/define-queue.ts';
import type { EventHandler } from '../jobs/event-handler.ts';
import type { JobHandler } from '../jobs/perform.ts';
import { parsed } from '../lib/parsed.ts';

export const eventQueue = defineQueue('event', recordedEvent);

/** Works on recorded events: what a handler decides is written together with the end of its event. */
export function eventJob(handlers: Record<string, EventHandler>): JobHandler {
  return eventQueue.handler({
    async run({ payload: { type, event, receivedAt } }) {
      const handler = handlers[type];
      if (!handler) throw new Error(`no handler for ${type}`);
      return handler.run(readAs(handler.schema, `the event ${type}`, event), receivedAt);
    },
    async gaveUp({ payload: { type, event } }, error, tx) {
      const handler = handlers[type];
      const read = handler && parsed(handler.schema, event);
      if (read?.success) await handler?.gaveUp?.(read.data, error, tx);
    },
  });
}
