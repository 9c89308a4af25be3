import { one, type Row, type Tx } from '../db.ts';

export type NoticeKind = 'approver' | 'cc' | 'initiator';

/**
 * owed: not sent, and to be if it is wanted · asked: on its way · sent · patching: it is being changed · then one of the ends: lost (nobody
 * knows whether it arrived), refused (it can't be sent), closed (it can't be changed any more).
 */
export type NoticeState = 'owed' | 'asked' | 'sent' | 'patching' | 'lost' | 'refused' | 'closed';

/** A card that tells a person of a third-party instance. */
export interface Notice {
  /** Under which it is sent. */
  cardKey: string;
  instanceId: string;
  kind: NoticeKind;
  /** The task, the copy, or the state in which the instance has ended. */
  entityId: string;
  openId: string;
  state: NoticeState;
  /** What it says, as far as that can change. */
  face: string;
  messageId: string | null;
  /** How many sends came to nothing. */
  tries: number;
  /** How often a change was begun. */
  patches: number;
}

const noticeOf = (row: Row): Notice => ({
  cardKey: String(row.card_key),
  instanceId: String(row.instance_id),
  kind: String(row.kind) as NoticeKind,
  entityId: String(row.entity_id),
  openId: String(row.open_id),
  state: String(row.state) as NoticeState,
  face: String(row.face),
  messageId: row.message_id as string | null,
  tries: Number(row.tries),
  patches: Number(row.patches),
});

/** Everybody who is told of an instance. */
export async function noticesOf(db: Pick<Tx, 'all'>, instanceId: string): Promise<Notice[]> {
  const rows = await db.all(
    'select * from external_notice where instance_id = $1 order by card_key',
    instanceId,
  );
  return rows.map(noticeOf);
}

export async function findNotice(db: Pick<Tx, 'all'>, cardKey: string): Promise<Notice | undefined> {
  const row = await one(db, 'select * from external_notice where card_key = $1', cardKey);
  return row && noticeOf(row);
}

/** Enters what is about to be sent. */
export async function addNotice(
  tx: Tx,
  notice: Pick<Notice, 'cardKey' | 'instanceId' | 'kind' | 'entityId' | 'openId' | 'face'>,
): Promise<void> {
  await tx.run(
    `insert into external_notice (card_key, instance_id, kind, entity_id, open_id, state, face, tries, patches, changed_at)
     values ($1, $2, $3, $4, $5, 'asked', $6, 0, 0, now_ms())`,
    notice.cardKey,
    notice.instanceId,
    notice.kind,
    notice.entityId,
    notice.openId,
    notice.face,
  );
}

/** Notes what has become of a notice; by whoever holds its instance. */
export async function changeNotice(
  tx: Tx,
  { cardKey, state, face, messageId, tries, patches }: Notice,
): Promise<void> {
  await tx.run(
    `update external_notice set state = $2, face = $3, message_id = $4, tries = $5, patches = $6, changed_at = now_ms()
     where card_key = $1`,
    cardKey,
    state,
    face,
    messageId,
    tries,
    patches,
  );
}
