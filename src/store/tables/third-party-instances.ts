import { one, type Row, type Tx } from '../db.ts';
import type { ThirdPartyInstance } from '../third-party-document/documented.ts';
import { keepPendingTasks } from './third-party-tasks.ts';

/** `accepted`: kept here, and on its way. `refused`: Feishu said no, for the reason in `error`. */
export type SyncState = 'accepted' | 'synchronised' | 'refused';

/** A third-party instance as the one system that owns it has pushed it. Times are Unix ms. */
export interface ThirdPartyRecord {
  instanceId: string;
  system: string;
  /** The code by which Feishu knows its definition. */
  approvalCode: string;
  state: SyncState;
  /** Of the last accepted push. */
  updateTime: number;
  mode: 'REPLACE' | 'UPDATE';
  /** Tells whether a push is the last one again. */
  digest: string;
  /** Everything that the system has said. */
  whole: ThirdPartyInstance;
  /** What Feishu has yet to be given of it. */
  pending: ThirdPartyInstance | undefined;
  /** Counts the changes, by the system or by us; up to which of them Feishu has been given, and was compared. */
  revision: number;
  givenRevision: number;
  checkedRevision: number;
  /** The update_time and the moment of the last success; 0 and undefined before. */
  givenTime: number;
  givenAt: number | undefined;
  /** What the last attempt was of, and its update_time. */
  triedRevision: number;
  triedTime: number;
  /** How often in a row a comparison has found it different. */
  repairs: number;
  error: { code: number; message: string } | undefined;
  acceptedAt: number;
}

const parsed = (text: unknown) => (typeof text === 'string' ? JSON.parse(text) : undefined);

/** A row of `external_instance`. */
export function recordOf(row: Row): ThirdPartyRecord {
  return {
    instanceId: String(row.instance_id),
    system: String(row.system),
    approvalCode: String(row.approval_code),
    state: String(row.state) as SyncState,
    updateTime: Number(row.update_time),
    mode: String(row.mode) as ThirdPartyRecord['mode'],
    digest: String(row.digest),
    whole: parsed(row.whole),
    pending: parsed(row.pending),
    revision: Number(row.revision),
    givenRevision: Number(row.given_revision),
    checkedRevision: Number(row.checked_revision),
    givenTime: Number(row.given_time),
    givenAt: row.given_at === null ? undefined : Number(row.given_at),
    triedRevision: Number(row.tried_revision),
    triedTime: Number(row.tried_time),
    repairs: Number(row.repairs),
    error: row.error === null ? undefined : { code: Number(row.error_code), message: String(row.error) },
    acceptedAt: Number(row.accepted_at),
  };
}

export async function findThirdParty(
  db: Pick<Tx, 'all'>,
  instanceId: string,
): Promise<ThirdPartyRecord | undefined> {
  const row = await one(db, 'select * from external_instance where instance_id = $1', instanceId);
  return row && recordOf(row);
}

/** Reads an instance and keeps others from changing it until the transaction ends. */
export async function holdThirdParty(tx: Tx, instanceId: string): Promise<ThirdPartyRecord | undefined> {
  const row = await one(
    tx,
    'update external_instance set system = system where instance_id = $1 returning *',
    instanceId,
  );
  return row && recordOf(row);
}

export type NewThirdParty = Pick<
  ThirdPartyRecord,
  'instanceId' | 'system' | 'approvalCode' | 'updateTime' | 'mode' | 'digest' | 'whole'
>;

/** Begins the record of an instance; false when there is one. */
export async function addThirdParty(tx: Tx, record: NewThirdParty): Promise<boolean> {
  const whole = JSON.stringify(record.whole);
  const added = await tx.run(
    `insert into external_instance (instance_id, system, approval_code, state, update_time, mode, digest, whole, pending,
       revision, given_revision, given_time, tried_revision, tried_time, checked_revision, repairs, accepted_at)
     values ($1, $2, $3, 'accepted', $4, $5, $6, $7, $7, 1, 0, 0, 0, 0, 0, 0, now_ms())
     on conflict (instance_id) do nothing`,
    record.instanceId,
    record.system,
    record.approvalCode,
    record.updateTime,
    record.mode,
    record.digest,
    whole,
  );
  if (added === 1) await keepPendingTasks(tx, record.instanceId, record.whole);
  return added === 1;
}

/** Keeps a further push, as the next revision. */
export async function changeThirdParty(
  tx: Tx,
  record: Omit<NewThirdParty, 'system'> & { pending: ThirdPartyInstance; revision: number },
): Promise<void> {
  await tx.run(
    `update external_instance set state = 'accepted', update_time = $2, mode = $3, digest = $4, whole = $5, pending = $6,
       revision = $7, approval_code = $8, repairs = 0, accepted_at = now_ms() where instance_id = $1`,
    record.instanceId,
    record.updateTime,
    record.mode,
    record.digest,
    JSON.stringify(record.whole),
    JSON.stringify(record.pending),
    record.revision,
    record.approvalCode,
  );
  await keepPendingTasks(tx, record.instanceId, record.whole);
}

/** Asks for another call, of the same or of `pending` if it is given; returns the new revision. */
export async function nextRevision(
  tx: Tx,
  instanceId: string,
  pending?: ThirdPartyInstance,
): Promise<number> {
  const row = await one<{ revision: number }>(
    tx,
    `update external_instance set revision = revision + 1, pending = coalesce($2, pending)
     where instance_id = $1 returning revision`,
    instanceId,
    pending ? JSON.stringify(pending) : null,
  );
  return Number(row?.revision);
}
