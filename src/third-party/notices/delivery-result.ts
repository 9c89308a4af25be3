import type { JobHandler } from '../../jobs/perform.ts';
import { MINUTE_MS } from '../../lib/clock.ts';
import type { SendOutcome } from '../../outbound/outbox.ts';
import type { Tx } from '../../store/db.ts';
import { changeNotice, type Notice } from '../../store/tables/third-party-notices.ts';
import { givenQueue } from '../sync/outcome-queues.ts';
import { type AnnounceDeps, toldQueue } from './deps.ts';
import { heldNotice } from './lock-notice.ts';
import { keepUp } from './update-notices.ts';

const MOST_TRIES = 8;
const AGAIN_MS = 5 * MINUTE_MS;

/** The job that notes what became of a card. One that came too late, because so many were before it, is tried again. */
export function toldJob(deps: Pick<AnnounceDeps, 'cards' | 'clock' | 'log' | 'summaries'>): JobHandler {
  return toldQueue.handler({
    async run({ payload: { cardKey, outcome } }) {
      return async (tx) => {
        const held = await heldNotice(tx, cardKey);
        if (held?.notice.state !== 'asked') return;
        const { notice, state } = held;
        if (!outcome.sent) return failed(tx, deps, notice, outcome);
        const sent: Notice = { ...notice, state: 'sent', messageId: outcome.messageId };
        await changeNotice(tx, sent);
        // What has changed while it was on its way is put onto it.
        if (state) await keepUp(tx, deps, state, { notice: sent, wanted: true });
      };
    },
  });
}

async function failed(
  tx: Tx,
  { log, clock }: Pick<AnnounceDeps, 'log' | 'clock'>,
  notice: Notice,
  { code, uncertain, reason }: Extract<SendOutcome, { sent: false }>,
): Promise<void> {
  const { instanceId, cardKey, tries } = notice;
  if (uncertain) return changeNotice(tx, { ...notice, state: 'lost' });
  if (code !== undefined || tries >= MOST_TRIES) {
    log.warn({ instance_id: instanceId, kind: notice.kind, reason }, 'somebody could not be told');
    return changeNotice(tx, { ...notice, state: 'refused' });
  }
  await changeNotice(tx, { ...notice, state: 'owed', tries: tries + 1 });
  await givenQueue.add(tx, {
    key: `${cardKey}!${tries}`,
    payload: { instanceId },
    runAt: clock.now() + AGAIN_MS,
  });
}
