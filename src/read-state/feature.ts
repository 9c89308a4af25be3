import type { EventHandler } from '../jobs/event-handler.ts';
import { HOUR_MS } from '../lib/clock.ts';
import { ccEventHandler } from './cc-event.ts';
import { personQueue, type ReadingDeps } from './deps.ts';
import { lookUpJob } from './look-up.ts';
import { subscription } from './subscribe.ts';

/** Who has read what was copied to them, kept from Feishu's events. */
export const readStateFeature = (deps: ReadingDeps) => ({
  events: { approval_cc: ccEventHandler(deps) as EventHandler },
  jobs: { [personQueue.name]: lookUpJob(deps) },
  upkeep: [{ name: 'subscriptions', everyMs: HOUR_MS, run: subscription(deps) }],
});
