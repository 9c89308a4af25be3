import { MINUTE_MS } from '../../lib/clock.ts';
import { one, type Tx } from '../db.ts';
import type { InstanceRef } from './card-messages.ts';

/** An instance whose status cards are kept up to date. */
export interface Followed extends InstanceRef {
  approvalName: string;
  /** open_id */
  initiator: string;
  /** What was filled in, as the full card shows it. */
  lines: unknown[];
  /** How often something was heard of it, and up to which of these the cards show it. */
  wanted: number;
  shown: number;
}

/** `full` with what was filled in, `brief` without: a group needs to know less. */
export const EXTENTS = ['full', 'brief'] as const;
export type Extent = (typeof EXTENTS)[number];

export async function follow(
  tx: Tx,
  followed: InstanceRef & Pick<Followed, 'approvalName' | 'initiator' | 'lines'>,
) {
  await tx.run(
    `insert into followed_instance (instance_code, approval_code, approval_name, initiator, lines, wanted, shown, created_at)
     values ($1, $2, $3, $4, $5, 0, 0, now_ms()) on conflict (instance_code) do nothing`,
    followed.instanceCode,
    followed.approvalCode,
    followed.approvalName,
    followed.initiator,
    JSON.stringify(followed.lines),
  );
}

export async function findFollowed(db: Pick<Tx, 'all'>, instanceCode: string): Promise<Followed | undefined> {
  const row = await one(db, 'select * from followed_instance where instance_code = $1', instanceCode);
  if (!row) return undefined;
  return {
    instanceCode,
    approvalCode: String(row.approval_code),
    approvalName: String(row.approval_name),
    initiator: String(row.initiator),
    lines: JSON.parse(String(row.lines)),
    wanted: Number(row.wanted),
    shown: Number(row.shown),
  };
}

/** Notes that something has happened; the number of it, or undefined for an instance that nobody follows here. */
export async function wantRefresh(tx: Tx, instanceCode: string): Promise<number | undefined> {
  const [row] = await tx.all<{ wanted: number }>(
    'update followed_instance set wanted = wanted + 1 where instance_code = $1 returning wanted',
    instanceCode,
  );
  return row && Number(row.wanted);
}

const LOCK_MS = MINUTE_MS;

/** One at a time reads an instance and shows it, so that no older state can overwrite a newer one; false while somebody does. */
export async function lockFollowed(db: Pick<Tx, 'run'>, instanceCode: string): Promise<boolean> {
  const locked = await db.run(
    `update followed_instance set busy_until = now_ms() + $2
     where instance_code = $1 and (busy_until is null or busy_until < now_ms())`,
    instanceCode,
    LOCK_MS,
  );
  return locked === 1;
}

export async function unlockFollowed(
  db: Pick<Tx, 'run'>,
  instanceCode: string,
  shown: number,
): Promise<void> {
  await db.run(
    `update followed_instance set busy_until = null, shown = case when shown < $2 then $2 else shown end
     where instance_code = $1`,
    instanceCode,
    shown,
  );
}

export async function rememberStatusCard(tx: Tx, messageId: string, instanceCode: string, extent: Extent) {
  await tx.run(
    `insert into status_card (message_id, instance_code, extent, created_at) values ($1, $2, $3, now_ms())
     on conflict (message_id) do update set instance_code = $2, extent = $3`,
    messageId,
    instanceCode,
    extent,
  );
}

export async function statusCards(db: Pick<Tx, 'all'>, instanceCode: string) {
  return db.all<{ message_id: string; extent: Extent }>(
    'select message_id, extent from status_card where instance_code = $1',
    instanceCode,
  );
}
