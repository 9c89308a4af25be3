import { one, type Tx } from '../db.ts';

/** A receipt card that shows who has read. */
export interface CcReceipt {
  /** Under which the card was sent. */
  cardKey: string;
  requestId: string;
  approvalCode: string;
  instanceCode: string;
  /** Null until the card is sent, which of the cards of a request not all are. */
  messageId: string | null;
  /** Unix ms. */
  sentAt: number;
  /** What the card shows besides the reading, as JSON. */
  view: string;
  /** The reading that the card shows, as JSON. */
  shown: string;
  /** Unix ms of the last update. */
  patchedAt: number;
}

type NewReceipt = Omit<CcReceipt, 'messageId' | 'sentAt' | 'patchedAt'> & {
  /** Whether the card is never updated by itself. */
  closed: boolean;
};

export async function addReceipt(tx: Tx, receipt: NewReceipt): Promise<void> {
  await tx.run(
    `insert into cc_receipt (card_key, request_id, approval_code, instance_code, view, shown,
       sent_at, seq, patched_at, closed)
     values ($1, $2, $3, $4, $5, $6, now_ms(), 0, now_ms(), $7) on conflict (card_key) do nothing`,
    receipt.cardKey,
    receipt.requestId,
    receipt.approvalCode,
    receipt.instanceCode,
    receipt.view,
    receipt.shown,
    receipt.closed ? 1 : 0,
  );
}

type ReceiptRow = {
  card_key: string;
  request_id: string;
  approval_code: string;
  instance_code: string;
  message_id: string | null;
  sent_at: number;
  view: string;
  shown: string;
  patched_at: number;
};

const receiptOf = (row: ReceiptRow): CcReceipt => ({
  cardKey: row.card_key,
  requestId: row.request_id,
  approvalCode: row.approval_code,
  instanceCode: row.instance_code,
  messageId: row.message_id,
  sentAt: Number(row.sent_at),
  view: row.view,
  shown: row.shown,
  patchedAt: Number(row.patched_at),
});

/** Notes that the card is there, from when on it is updated. */
export async function markPlaced(tx: Tx, cardKey: string, messageId: string): Promise<void> {
  await tx.run(
    'update cc_receipt set message_id = $2, sent_at = now_ms(), patched_at = now_ms() where card_key = $1',
    cardKey,
    messageId,
  );
}

/** The cards about an instance that can be updated. */
export async function openReceipts(db: Pick<Tx, 'all'>, instanceCode: string): Promise<CcReceipt[]> {
  const rows = await db.all<ReceiptRow>(
    'select * from cc_receipt where instance_code = $1 and closed = 0 and message_id is not null',
    instanceCode,
  );
  return rows.map(receiptOf);
}

export async function openReceipt(db: Pick<Tx, 'all'>, cardKey: string): Promise<CcReceipt | undefined> {
  const row = await one<ReceiptRow>(
    db,
    'select * from cc_receipt where card_key = $1 and closed = 0',
    cardKey,
  );
  return row && receiptOf(row);
}

/** Any receipt of a request, for what it says of the instance. */
export async function receiptOfRequest(
  db: Pick<Tx, 'all'>,
  requestId: string,
): Promise<CcReceipt | undefined> {
  const row = await one<ReceiptRow>(db, 'select * from cc_receipt where request_id = $1 limit 1', requestId);
  return row && receiptOf(row);
}

/** A receipt by the key of its card, whether it is still updated or not. */
export async function findReceipt(db: Pick<Tx, 'all'>, cardKey: string): Promise<CcReceipt | undefined> {
  const row = await one<ReceiptRow>(db, 'select * from cc_receipt where card_key = $1', cardKey);
  return row && receiptOf(row);
}

/** Changes what a card shows besides the reading; its next look brings all of it onto the card. */
export async function changeView(tx: Tx, cardKey: string, view: string): Promise<void> {
  await tx.run(`update cc_receipt set view = $2, shown = '' where card_key = $1`, cardKey, view);
}

/** Takes the right to update a card, at most once in `everyMs`; the number of this update, or undefined. */
export async function claimUpdate(
  db: Pick<Tx, 'all'>,
  cardKey: string,
  everyMs: number,
): Promise<number | undefined> {
  const row = await one<{ seq: number }>(
    db,
    `update cc_receipt set seq = seq + 1, patched_at = now_ms()
     where card_key = $1 and closed = 0 and patched_at <= now_ms() - cast($2 as bigint) returning seq`,
    cardKey,
    everyMs,
  );
  return row?.seq;
}

/** Notes what update `seq` has put on the card; false when a later update was begun meanwhile. */
export async function markShown(tx: Tx, cardKey: string, seq: number, shown: string): Promise<boolean> {
  await tx.run('update cc_receipt set shown = $2 where card_key = $1', cardKey, shown);
  const row = await one<{ seq: number }>(tx, 'select seq from cc_receipt where card_key = $1', cardKey);
  return row?.seq === seq;
}

/** The card can't be updated any more. */
export async function closeReceipt(tx: Tx, cardKey: string): Promise<void> {
  await tx.run('update cc_receipt set closed = 1 where card_key = $1', cardKey);
}

/** Notes a reminder unless there was one within `everyMs`; `at` is the time of the one that counts (Unix ms). */
export async function claimReminder(
  tx: Tx,
  requestId: string,
  everyMs: number,
): Promise<{ claimed: boolean; at: number }> {
  const changed = await tx.run(
    `insert into cc_reminder (request_id, reminded_at) values ($1, now_ms())
     on conflict (request_id) do update set reminded_at = now_ms()
     where cc_reminder.reminded_at <= now_ms() - cast($2 as bigint)`,
    requestId,
    everyMs,
  );
  const row = await one<{ reminded_at: number }>(
    tx,
    'select reminded_at from cc_reminder where request_id = $1',
    requestId,
  );
  return { claimed: changed > 0, at: Number(row?.reminded_at) };
}
