import { z } from 'zod';
import { CLICK, clickRouter } from '../dispatch/clicks.ts';
import { eventQueue } from '../dispatch/event-job.ts';
import { type Envelope, envelope, eventKey } from '../feishu/events/envelope.ts';
import type { AdminCommand } from '../jobs/admin-command.ts';
import type { EventHandler } from '../jobs/event-handler.ts';
import { parsed, whereUnreadable } from '../lib/parsed.ts';
import { type AddedJob, rolledBack } from '../store/rolled-back.ts';
import { createMetrics } from '../telemetry/metrics.ts';
import type { Deps } from './deps.ts';
import { wireFeatures } from './features.ts';

type Say = (line: string) => void;

const replayArguments = z.object({ event: z.unknown(), really: z.boolean().default(false) });

/** `replay`: feeds an event as Feishu sent it to the handlers; nothing comes of it unless that is wanted. */
export const replayCommands = (deps: Deps): Record<string, AdminCommand> => ({
  replay: {
    queues: [],
    async run(args, say) {
      const { event, really } = replayArguments.parse(args);
      const read = parsed(envelope, event);
      if (!read.success) {
        throw new Error(`this is no event as Feishu sends one: ${whereUnreadable(read.error)}`);
      }
      say(`${read.data.type} ${read.data.id}`);
      await (really ? feed(deps, read.data, say) : rehearse(deps, read.data, say));
    },
  },
});

/** Everything as it would be, with calls that only read, and what is written undone. */
async function rehearse(deps: Deps, given: Envelope, say: Say): Promise<void> {
  const db = rolledBack(deps.db, (jobs) => {
    for (const job of jobs) say(`would add ${words(job)}`);
  });
  const dry: Deps = { ...deps, db, feishu: deps.dry(db), metrics: createMetrics() };
  const { cards, clock, log, metrics, feishu } = dry;
  const { actions, ...features } = wireFeatures(dry);
  const events: Record<string, EventHandler> = features.events;
  if (given.type === CLICK) {
    const answer = await clickRouter({ db, actions, cards, clock, time: feishu.time, log, metrics })(given);
    return say(`would answer ${JSON.stringify(answer)}`);
  }
  const handler = Object.hasOwn(events, given.type) ? events[given.type] : undefined;
  if (!handler) return say('nothing here handles events of this type');
  const read = parsed(handler.schema, given.event);
  if (!read.success) {
    return say(`it would be put into quarantine: unreadable at ${whereUnreadable(read.error)}`);
  }
  if ((await handler.concerns?.(read.data)) === false)
    return say('it would be left aside: it does not concern the bot');
  const writes = await handler.run(read.data, clock.now());
  if (!writes) return say('nothing would be written');
  await db.transaction(writes);
}

/** Takes the event in as a new one. What has its own identity, such as a copy that a message asked for, is not done twice. */
async function feed(deps: Deps, given: Envelope, say: Say): Promise<void> {
  const { db, cards, clock, log, metrics, newId, feishu } = deps;
  const id = `replay:${newId()}`;
  const { actions } = wireFeatures(deps);
  if (given.type === CLICK) {
    const click = clickRouter({ db, actions, cards, clock, time: feishu.time, log, metrics });
    const answer = await click({ ...given, id });
    return say(`answered ${JSON.stringify(answer)}`);
  }
  const receivedAt = clock.now();
  const payload = { type: given.type, id, event: given.event, receivedAt };
  const cause = { eventId: id, receivedAt };
  const key = `${eventKey(given)}:${id}`;
  await db.transaction((tx) => eventQueue.add(tx, { key, payload, cause }));
  say('taken in; the running bot works on it, or the next one that starts');
}

const sending = z.object({ template: z.string().optional(), to: z.looseObject({ kind: z.string() }) });

function words({ queue, key, payload }: AddedJob): string {
  const card = sending.safeParse(payload).data;
  return card ? `${queue} ${key}: the card ${card.template ?? ''} (${card.to.kind})` : `${queue} ${key}`;
}
