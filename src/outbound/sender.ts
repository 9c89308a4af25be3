import { createHash } from 'node:crypto';
import { CARD_REFUSED, NOT_REPLIABLE } from '../feishu/gateway/codes.ts';
import { FeishuRefusal, hadNoEffect, isRefusal, mayPass } from '../feishu/gateway/errors.ts';
import type { MessagePort, Sent } from '../feishu/messages.ts';
import type { JobWith, Queue } from '../jobs/define-queue.ts';
import type { JobHandler, Writes } from '../jobs/perform.ts';
import { addJob } from '../jobs/queue.ts';
import { GiveUp } from '../lib/outcome.ts';
import type { Db, Tx } from '../store/db.ts';
import { rememberCard } from '../store/tables/card-messages.ts';
import { rememberStatusCard } from '../store/tables/followed-instances.ts';
import { earlierAttempt, markNotSent, markSent, markTried } from '../store/tables/outbound.ts';
import { placeCard } from '../store/tables/sent-cards.ts';
import { type Destination, type Outgoing, type SendOutcome, sendCard, sendQueue } from './outbox.ts';
import { type PlainDeps, plainly } from './plain.ts';

/** Feishu tells repetitions apart by uuid for one hour; some minutes are kept for a call under way. */
const SAFE_TO_REPEAT_MS = 55 * 60_000;
/** An answer is worth sending, and a card worth updating, for this long after it was due. */
export const CARD_PATIENCE_MS = 6 * 3_600_000;

interface SenderDeps extends PlainDeps {
  db: Db;
  messages: MessagePort;
  /** How long a card is worth sending, ms; 6 h by default. */
  patienceMs?: number;
}

/** The job that sends a card: tried under one uuid within the hour, and never again once the outcome can't be known. */
export function sender(deps: SenderDeps, queue: Queue<Outgoing> = sendQueue): JobHandler {
  const { db, messages, patienceMs = CARD_PATIENCE_MS } = deps;

  async function send(job: JobWith<Outgoing>, key: string, { to, card }: Fresh): Promise<Sent> {
    const earlier = await earlierAttempt(db, key);
    if (earlier.messageId) return { messageId: earlier.messageId, chatId: undefined };
    if (earlier.triedMsAgo !== null && earlier.triedMsAgo > SAFE_TO_REPEAT_MS)
      throw new MaybeSent(
        'an attempt an hour ago may have been delivered; sending again could deliver it twice',
      );
    await markTried(db, key);
    try {
      return await deliver(messages, to, card, uuidOf(key));
    } catch (error) {
      // Only the first attempt can tell that there was none before whose outcome is not known.
      if (earlier.triedMsAgo === null && hadNoEffect(error)) await markNotSent(db, key, job);
      throw error;
    }
  }

  async function show(job: JobWith<Outgoing>, key: string, { to, card }: Outgoing): Promise<Sent> {
    if (to.kind !== 'replace') return send(job, key, { to, card });
    await messages.patch(to.messageId, card);
    return { messageId: to.messageId, chatId: undefined };
  }

  async function run(job: JobWith<Outgoing>): Promise<Writes> {
    const outgoing = job.payload;
    const { to, press, next, again: key = job.key } = outgoing;
    const shown = await show(job, key, outgoing);
    const { messageId } = shown;
    return async (tx) => {
      if (to.kind !== 'replace') await markSent(tx, key, messageId);
      if (to.kind !== 'replace' && press) await placeCard(tx, key, shown);
      await remember(tx, outgoing, messageId);
      if (next) await sendCard(tx, next.key, next.outgoing);
      await report(tx, job.key, outgoing, { sent: true, messageId });
    };
  }

  return queue.handler({
    patienceMs,
    run,
    async gaveUp(job, error, tx) {
      const outgoing = job.payload;
      const { otherwise } = outgoing;
      const plain = isRefusal(error, ...CARD_REFUSED) ? plainly(deps, job, error) : undefined;
      if (plain) await sendCard(tx, plain.key, plain.outgoing);
      else if (otherwise && error instanceof FeishuRefusal && !mayPass(error))
        await sendCard(tx, otherwise.key, otherwise.outgoing);
      await report(tx, job.key, outgoing, failure(error));
    },
  });
}

/** Whether an earlier attempt was delivered can't be found out any more. */
class MaybeSent extends GiveUp {}

function failure(error: unknown): SendOutcome {
  const reason = error instanceof Error ? error.message : String(error);
  const code = error instanceof FeishuRefusal ? { code: error.code } : {};
  return { sent: false, ...code, uncertain: error instanceof MaybeSent, reason };
}

async function report(tx: Tx, key: string, outgoing: Outgoing, outcome: SendOutcome): Promise<void> {
  if (!outgoing.report) return;
  const { queue, payload } = outgoing.report;
  await addJob(tx, { queue, key, payload: { ...payload, outcome } });
}

interface Fresh {
  to: Exclude<Destination, { kind: 'replace' }>;
  card: object;
}

async function deliver(messages: MessagePort, to: Fresh['to'], card: object, uuid: string) {
  if (to.kind === 'person') return messages.send({ openId: to.openId }, card, uuid);
  if (to.kind === 'chat') return messages.send({ chatId: to.chatId }, card, uuid);
  try {
    return await messages.reply(to, card, uuid);
  } catch (error) {
    if (!isRefusal(error, ...NOT_REPLIABLE)) throw error;
    return messages.send({ chatId: to.chatId }, card, uuid);
  }
}

async function remember(tx: Tx, { about, follows }: Outgoing, messageId: string): Promise<void> {
  if (!about) return;
  await rememberCard(tx, messageId, about);
  if (follows) await rememberStatusCard(tx, messageId, about.instanceCode, follows);
}

/** At most 50 characters, the same for the same key. */
const uuidOf = (key: string) => createHash('sha256').update(key).digest('hex').slice(0, 40);
