import type { Tx } from '../db.ts';

/** Times of the same copy in an event and in a list may differ by this much. */
export const SAME_COPY_MS = 5_000;

export interface CopyEvent {
  id: string;
  userId: string;
  openId: string | undefined;
  approvalCode: string;
  instanceCode: string;
  createdAt: number;
  read: boolean;
  /** When the event came, Unix ms by Feishu's clock. */
  cameAt: number;
}

/** Takes what an event says of a copy. Events may come in any order and repeatedly: a read one never becomes unread. */
export async function recordCopy(tx: Tx, copy: CopyEvent): Promise<void> {
  await tx.run(
    `insert into cc_copy (id, source, user_id, open_id, approval_code, instance_code, created_at, read_at, read_from)
     values ($1, 'event', $2, $3, $4, $5, $6, case when $7 = 1 then cast($8 as bigint) end, case when $7 = 1 then 'event' end)
     on conflict (id) do update set
       open_id = coalesce(cc_copy.open_id, excluded.open_id),
       read_at = coalesce(cc_copy.read_at, excluded.read_at),
       read_from = coalesce(excluded.read_from, cc_copy.read_from)`,
    copy.id,
    copy.userId,
    copy.openId ?? null,
    copy.approvalCode,
    copy.instanceCode,
    copy.createdAt,
    copy.read ? 1 : 0,
    copy.cameAt,
  );
}

/** Whoever opens an instance has read all copies of it: closes those that only a search has shown. */
export async function readFoundCopies(
  tx: Tx,
  { openId, instanceCode, cameAt }: Pick<CopyEvent, 'instanceCode' | 'cameAt'> & { openId: string },
): Promise<void> {
  await tx.run(
    `update cc_copy set read_at = $3, read_from = 'event'
     where open_id = $1 and instance_code = $2 and read_at is null and source = 'search'`,
    openId,
    instanceCode,
    cameAt,
  );
}

/** Removes what a search has shown of a copy that an event, or its system, has told of as well. */
export async function dropTwins(tx: Tx, openId: string): Promise<void> {
  await tx.run(
    `delete from cc_copy where open_id = $1 and source = 'search' and exists (
       select 1 from cc_copy told where told.instance_code = cc_copy.instance_code and told.open_id = cc_copy.open_id
       and told.source <> 'search' and abs(told.created_at - cc_copy.created_at) <= $2)`,
    openId,
    SAME_COPY_MS,
  );
}

export interface FoundCopy {
  approvalCode: string;
  instanceCode: string;
  /** Unix ms. */
  createdAt: number;
}

/** Adds unread copies that no event has told of. */
export async function addFoundCopy(tx: Tx, openId: string, copy: FoundCopy): Promise<void> {
  await tx.run(
    `insert into cc_copy (id, source, open_id, approval_code, instance_code, created_at)
     values ($1, 'search', $2, $3, $4, $5) on conflict (id) do nothing`,
    `found:${copy.instanceCode}:${openId}:${copy.createdAt}`,
    openId,
    copy.approvalCode,
    copy.instanceCode,
    copy.createdAt,
  );
}

/** A search no longer shows it as unread. */
export async function closeCopy(tx: Tx, id: string): Promise<void> {
  await tx.run(
    `update cc_copy set read_at = now_ms(), read_from = 'search' where id = $1 and read_at is null`,
    id,
  );
}

/** A search shows it as unread again, after an earlier one did not; what an event said stays. */
export async function reopenCopy(tx: Tx, id: string): Promise<void> {
  await tx.run(
    `update cc_copy set read_at = null, read_from = null where id = $1 and read_from = 'search'`,
    id,
  );
}

export interface KnownCopy {
  id: string;
  /** What told of it first: an event of Feishu, a list, or the system whose instance it is. */
  source: 'event' | 'search' | 'push';
  instanceCode: string;
  createdAt: number;
  readAt: number | null;
  readFrom: 'event' | 'search' | null;
}

/** All copies of a person that are kept: the unread ones, and those read within some weeks. */
export async function copiesOf(db: Pick<Tx, 'all'>, openId: string): Promise<KnownCopy[]> {
  const rows = await db.all<{
    id: string;
    source: KnownCopy['source'];
    instance_code: string;
    created_at: number;
    read_at: number | null;
    read_from: KnownCopy['readFrom'];
  }>(
    'select id, source, instance_code, created_at, read_at, read_from from cc_copy where open_id = $1',
    openId,
  );
  return rows.map((row) => ({
    id: row.id,
    source: row.source,
    instanceCode: row.instance_code,
    createdAt: Number(row.created_at),
    readAt: row.read_at === null ? null : Number(row.read_at),
    readFrom: row.read_from,
  }));
}

/** The state of each copy of an instance; people that are not known by open_id are left out. */
export async function copiesOfInstance(
  db: Pick<Tx, 'all'>,
  instanceCode: string,
): Promise<{ openId: string; createdAt: number; read: boolean }[]> {
  const rows = await db.all<{ open_id: string; created_at: number; read_at: number | null }>(
    'select open_id, created_at, read_at from cc_copy where instance_code = $1 and open_id is not null',
    instanceCode,
  );
  return rows.map((row) => ({
    openId: row.open_id,
    createdAt: Number(row.created_at),
    read: row.read_at !== null,
  }));
}

/** How many instances wait unread for a person, as far as is known. */
export async function countUnread(db: Pick<Tx, 'all'>, openId: string): Promise<number> {
  const [row] = await db.all<{ count: number }>(
    'select count(distinct instance_code) as count from cc_copy where open_id = $1 and read_at is null',
    openId,
  );
  return Number(row?.count ?? 0);
}
