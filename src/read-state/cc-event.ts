import { type CcEvent, ccEvent } from '../feishu/events/cc.ts';
import type { EventHandler } from '../jobs/event-handler.ts';
import { DAY_MS } from '../lib/clock.ts';
import { recordCopy } from '../store/tables/cc-copies.ts';
import { expectPerson } from '../store/tables/people.ts';
import { personQueue, type ReadingDeps } from './deps.ts';
import { learnCopy } from './learn.ts';

/** Keeps the table of copies by Feishu's events. The recipient comes as a tenant user_id, which is looked up once. */
export function ccEventHandler({ clock, log }: Pick<ReadingDeps, 'clock' | 'log'>): EventHandler<CcEvent> {
  return {
    schema: ccEvent,
    async run(event, cameAt) {
      if (event.operate !== 'CREATE' && event.operate !== 'READ') {
        log.info({ operate: event.operate }, 'approval_cc with an operation that nothing here knows');
        return undefined;
      }
      return async (tx) => {
        const openId = await expectPerson(tx, event.user_id);
        const copy = {
          id: event.id,
          userId: event.user_id,
          approvalCode: event.approval_code,
          instanceCode: event.instance_code,
          createdAt: event.create_time,
          read: event.operate === 'READ',
          cameAt,
        };
        if (openId) return learnCopy(tx, clock, { ...copy, openId });
        await recordCopy(tx, { ...copy, openId });
        // Someone whom the app may not see today may be visible tomorrow.
        const key = `${event.user_id}:${Math.floor(clock.now() / DAY_MS)}`;
        await personQueue.add(tx, { key, payload: { userId: event.user_id } });
      };
    },
  };
}
