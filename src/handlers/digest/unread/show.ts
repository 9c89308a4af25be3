import type { Entry } from '../../../dispatch/feature.ts';
import type { JobHandler } from '../../../jobs/perform.ts';
import { sendCard } from '../../../outbound/outbox.ts';
import { generalProblem, withReference } from '../../../outbound/problems.ts';
import { type DigestDeps, showQueue } from '../deps.ts';
import { unreadCard } from './list.ts';
import { FIRST } from './position.ts';

/** The entry `unread` of the bot's menu: what waits is asked for by a job, as that takes calls. */
export const unreadEntry: Entry = (tx, openId, key) => showQueue.add(tx, { key, payload: { openId } });

/** Shows the list to somebody who asked without a message. */
export function showJob(deps: DigestDeps): JobHandler {
  const { cards } = deps;
  return showQueue.handler({
    async run({ key, payload: { openId } }) {
      const found = await deps.reconcile(openId);
      return async (tx) => {
        await found.write(tx);
        const card = await unreadCard(tx, deps, { owner: openId }, FIRST);
        const press = { kind: 'unread', owner: openId, about: openId } as const;
        await sendCard(tx, `unread:${key}`, { to: { kind: 'person', openId }, card, press });
      };
    },
    async gaveUp({ key, payload: { openId } }, error, tx) {
      const card = cards.notice({ level: 'error', ...withReference(generalProblem(error), key) });
      await sendCard(tx, `unread:${key}:failed`, { to: { kind: 'person', openId }, card });
    },
  });
}
