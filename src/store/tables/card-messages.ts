import { one, type Tx } from '../db.ts';

export interface InstanceRef {
  approvalCode: string;
  instanceCode: string;
}

/** Remembers about which instance a card of ours speaks, so that a reply to it needs no further word. */
export async function rememberCard(tx: Tx, messageId: string, about: InstanceRef): Promise<void> {
  await tx.run(
    `insert into card_message (message_id, approval_code, instance_code, created_at) values ($1, $2, $3, now_ms())
     on conflict (message_id) do update set approval_code = $2, instance_code = $3`,
    messageId,
    about.approvalCode,
    about.instanceCode,
  );
}

export async function cardIsAbout(db: Pick<Tx, 'all'>, messageId: string): Promise<string | undefined> {
  const row = await one<{ instance_code: string }>(
    db,
    'select instance_code from card_message where message_id = $1',
    messageId,
  );
  return row?.instance_code;
}
