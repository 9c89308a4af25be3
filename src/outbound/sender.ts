import { createHash } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { FeishuRefusal, isRefusal } from '../feishu/gateway/errors.ts';
import type { MessagePort } from '../feishu/messages.ts';
import { GiveUp, jobOutcome } from '../jobs/outcome.ts';
import type { JobHandler, Writes } from '../jobs/perform.ts';
import { addJob } from '../jobs/queue.ts';
import type { Db, Tx } from '../store/db.ts';
import { rememberCard } from '../store/tables/card-messages.ts';
import { earlierAttempt, markNotSent, markSent, markTried } from '../store/tables/outbound.ts';
import type { Destination, Outgoing, SendOutcome } from './outbox.ts';

/** Feishu tells repetitions apart by uuid for one hour; some minutes are kept for a call under way. */
const SAFE_TO_REPEAT_MS = 55 * 60_000;
const RECALLED = 230011;
const TOPIC_GONE = 230019;
const BEING_SENT = 230049;

/** The job that sends a card: tried under one uuid within the hour, and never again once the outcome can't be known. */
export function sender(parts: { db: Db; messages: MessagePort; clock: Pick<Clock, 'now'> }): JobHandler {
  const { db, messages, clock } = parts;

  async function run(jobKey: string, outgoing: Outgoing): Promise<Writes | undefined> {
    if (outgoing.to.kind === 'replace') {
      await messages.patch(outgoing.to.messageId, outgoing.card).catch(explain);
      return remember(outgoing, outgoing.to.messageId);
    }
    const key = outgoing.again ?? jobKey;
    const earlier = await earlierAttempt(db, key);
    if (earlier.messageId) return (tx) => report(tx, jobKey, outgoing, { sent: true });
    if (earlier.firstTriedAt !== null && clock.now() - earlier.firstTriedAt > SAFE_TO_REPEAT_MS)
      throw new Uncertain(
        'an attempt more than an hour ago may have been delivered; sending again could deliver it twice',
      );
    await markTried(db, key);
    const messageId = await deliver(messages, outgoing.to, outgoing.card, uuidOf(key)).catch(
      async (error) => {
        if (error instanceof FeishuRefusal) await markNotSent(db, key);
        return explain(error);
      },
    );
    return async (tx) => {
      await markSent(tx, key, messageId);
      await remember(outgoing, messageId)?.(tx);
      await report(tx, jobKey, outgoing, { sent: true });
    };
  }

  return {
    run: (job) => run(job.key, job.payload as Outgoing),
    gaveUp: (job, error, tx) => report(tx, job.key, job.payload as Outgoing, failure(error)),
  };
}

/** Whether an earlier attempt was delivered can't be found out any more. */
class Uncertain extends GiveUp {}

function failure(error: unknown): SendOutcome {
  const reason = error instanceof Error ? error.message : String(error);
  const code = error instanceof FeishuRefusal ? { code: error.code } : {};
  return { sent: false, ...code, uncertain: error instanceof Uncertain, reason };
}

async function report(tx: Tx, key: string, outgoing: Outgoing, outcome: SendOutcome): Promise<void> {
  if (!outgoing.report) return;
  const { queue, payload } = outgoing.report;
  await addJob(tx, { queue, key, payload: { ...payload, outcome } });
}

async function deliver(
  messages: MessagePort,
  to: Exclude<Destination, { kind: 'replace' }>,
  card: object,
  uuid: string,
) {
  if (to.kind === 'person') return messages.send({ openId: to.openId }, card, uuid);
  try {
    return await messages.reply(to, card, uuid);
  } catch (error) {
    if (!isRefusal(error, RECALLED, TOPIC_GONE)) throw error;
    return messages.send({ chatId: to.chatId }, card, uuid);
  }
}

function remember({ about }: Outgoing, messageId: string): Writes | undefined {
  return about && ((tx) => rememberCard(tx, messageId, about));
}

function explain(error: unknown): never {
  throw jobOutcome(error, [BEING_SENT]);
}

/** At most 50 characters, the same for the same key. */
const uuidOf = (key: string) => createHash('sha256').update(key).digest('hex').slice(0, 40);
