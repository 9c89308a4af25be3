import { NOT_UPDATABLE } from '../../feishu/gateway/codes.ts';
import { isRefusal } from '../../feishu/gateway/errors.ts';
import type { JobHandler, Writes } from '../../jobs/perform.ts';
import { Postpone } from '../../lib/outcome.ts';
import type { SendOutcome } from '../../outbound/outbox.ts';
import { patchCard } from '../../outbound/patch.ts';
import { CARD_PATIENCE_MS } from '../../outbound/sender.ts';
import { GATHER_MS, readingQueue } from '../../read-state/changes.ts';
import type { Db, Tx } from '../../store/db.ts';
import { copiesOfInstance } from '../../store/tables/cc-copies.ts';
import {
  type CcReceipt,
  claimUpdate,
  closeReceipt,
  markPlaced,
  markShown,
  openReceipt,
  openReceipts,
} from '../../store/tables/cc-receipts.ts';
import { findRequest } from '../../store/tables/cc-requests.ts';
import { CARD_LIFE_MS } from '../../store/tables/sent-cards.ts';
import { type CcDeps, liveQueue } from './deps.ts';
import { keptView, receiptCard } from './receipt.ts';
import { whoRead } from './who-read.ts';

/** Hands a change in the reading of an instance to each receipt about it. */
export const readingJob = ({ db }: Pick<CcDeps, 'db'>): JobHandler =>
  readingQueue.handler({
    async run({ key, payload: { instanceCode } }) {
      const receipts = await openReceipts(db, instanceCode);
      if (receipts.length === 0) return undefined;
      return async (tx) => {
        for (const { cardKey } of receipts)
          await liveQueue.add(tx, { key: `${cardKey}@${key}`, payload: { cardKey } });
      };
    },
  });

/** The job that puts onto a receipt who has read; at most one update of a card in 2 s. */
export function liveJob(deps: Pick<CcDeps, 'cards' | 'clock' | 'db' | 'log' | 'messages'>): JobHandler {
  const { db, clock } = deps;

  async function update(receipt: CcReceipt): Promise<Writes | undefined> {
    const { cardKey, messageId } = receipt;
    // What it shows is looked at once it is there.
    if (!messageId) return undefined;
    if (clock.now() - receipt.sentAt > CARD_LIFE_MS) return (tx) => closeReceipt(tx, cardKey);
    const next = await wanted(db, receipt);
    if (!next || next.shown === receipt.shown) return undefined;
    const seq = await claimUpdate(db, cardKey, GATHER_MS);
    if (seq === undefined)
      throw new Postpone(wait(receipt.patchedAt + GATHER_MS), 'this card was updated just now');
    const card = receiptCard(deps, keptView(receipt), receipt.requestId, cardKey, next.reading);
    await patchCard(deps, messageId, card);
    return async (tx) => {
      if (await markShown(tx, cardKey, seq, next.shown)) return;
      // A later update may have been overtaken by this one: the card is looked at once more.
      await liveQueue.add(tx, { key: `${cardKey}#${seq}`, payload: { cardKey } });
    };
  }

  const wait = (until: number) => Math.max(1, until - clock.now());

  return liveQueue.handler({
    patienceMs: CARD_PATIENCE_MS,
    async run({ payload: { cardKey, outcome } }) {
      if (outcome) return (tx) => placed(tx, cardKey, outcome);
      const receipt = await openReceipt(db, cardKey);
      if (!receipt) return undefined;
      try {
        return await update(receipt);
      } catch (error) {
        if (isRefusal(error, ...NOT_UPDATABLE)) return (tx) => closeReceipt(tx, cardKey);
        throw error;
      }
    },
  });
}

/** The card is there, or will never be. What was read on its way is put onto it. */
async function placed(tx: Tx, cardKey: string, outcome: SendOutcome): Promise<void> {
  if (!outcome.sent) return closeReceipt(tx, cardKey);
  await markPlaced(tx, cardKey, outcome.messageId);
  await liveQueue.add(tx, { key: `${cardKey}@placed`, payload: { cardKey } });
}

async function wanted(db: Db, receipt: CcReceipt) {
  const request = await findRequest(db, receipt.requestId);
  if (!request) return undefined;
  const reading = whoRead(request, await copiesOfInstance(db, receipt.instanceCode));
  return { reading, shown: JSON.stringify(reading) };
}
