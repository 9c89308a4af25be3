import { concernsBot, isStatement, mayPass } from '../../../feishu/gateway/errors.ts';
import type { JobHandler, Writes } from '../../../jobs/perform.ts';
import { type InstanceStatus, instanceStatus } from '../../../lib/instance-status.ts';
import { Postpone } from '../../../lib/outcome.ts';
import { patchCard } from '../../../outbound/patch.ts';
import {
  type Followed,
  findFollowed,
  lockFollowed,
  statusCards,
  unlockFollowed,
} from '../../../store/tables/followed-instances.ts';
import { nameOfDefinition } from '../../../wording/names.ts';
import type { CreateDeps } from '../deps.ts';
import type { Line } from '../form/control.ts';
import { type PayloadOf, queues } from '../queues.ts';
import { aboutOwn, statusCard } from './card.ts';

/** Whether an event that says so tells of an end. */
const ends = (status: InstanceStatus) => status !== 'PENDING' && status !== 'UNKNOWN';
/** The platform's own reading may lag behind its event for a moment. */
const MOST_LOOKS = 4;

/**
 * The job that brings all status cards of an instance up to date. It reads the instance while it holds it, and what is
 * read later is later: whatever the order in which events come in, no card goes back.
 */
export function refreshJob(
  deps: Pick<CreateDeps, 'approvals' | 'cards' | 'db' | 'links' | 'log' | 'messages' | 'summaries'>,
): JobHandler {
  const { db } = deps;

  async function refresh(
    followed: Followed,
    { status }: PayloadOf<'refresh'>,
    looks: number,
  ): Promise<Writes> {
    const { instanceCode, approvalCode, initiator, wanted } = followed;
    const instance = await deps.approvals.instance(instanceCode);
    const told = instanceStatus(status ?? 'PENDING');
    const lags = instance.status === (told === 'REVERTED' ? 'APPROVED' : 'PENDING') && ends(told);
    if (lags && looks < MOST_LOOKS)
      throw new Postpone(2_000, 'the platform has not caught up with its own event');
    const lines = followed.lines as Line[];
    const shown = {
      approvalCode,
      instanceCode,
      initiator,
      approvalName: await nameOfDefinition(db, approvalCode, instance.approvalName || followed.approvalName),
      about: await aboutOwn(db, deps, followed),
      lines,
      instance,
    };
    const cards = await statusCards(db, instanceCode);
    await patchEach(
      deps,
      cards.map(({ message_id, extent }) => [message_id, statusCard(deps, shown, extent)]),
    );
    return (tx) => unlockFollowed(tx, instanceCode, wanted);
  }

  return queues.refresh.handler({
    async run(job) {
      const { payload } = job;
      if (!(await lockFollowed(db, payload.instanceCode))) {
        if (!(await findFollowed(db, payload.instanceCode))) return undefined;
        throw new Postpone(1_000, 'its cards are being brought up to date');
      }
      const followed = await findFollowed(db, payload.instanceCode);
      try {
        if (followed && followed.shown < payload.wanted)
          return await refresh(followed, payload, job.attempts);
        return (tx) => unlockFollowed(tx, payload.instanceCode, 0);
      } catch (error) {
        await unlockFollowed(db, payload.instanceCode, 0);
        throw error;
      }
    },
  });
}

/** A card that was withdrawn, is too old to be changed, or fails for an unknown reason, does not keep the others from being shown. */
async function patchEach(
  deps: Pick<CreateDeps, 'log' | 'messages'>,
  cards: [string, object][],
): Promise<void> {
  let failure: unknown;
  for (const [messageId, card] of cards) {
    try {
      await patchCard(deps, messageId, card);
    } catch (error) {
      if (mayPass(error) || concernsBot(error)) throw error;
      deps.log.warn({ err: error, message_id: messageId }, 'a status card can not be changed');
      if (!isStatement(error)) failure = error;
    }
  }
  if (failure !== undefined) throw failure;
}
