import { one, type Tx } from '../db.ts';

/** choosing: a picker is open · pending: the instance is known · sending: the call may be under way · then one of the ends. */
export type CcState = 'choosing' | 'pending' | 'sending' | 'done' | 'failed' | 'cancelled';

/** A wish to copy an instance: one row for each message that asked for it. People are open_ids. */
export interface CcRequest {
  id: string;
  /** The message that asked. */
  messageId: string;
  chatId: string;
  direct: boolean;
  sender: string;
  recipients: string[];
  comment: string;
  leftOutSelf: boolean;
  instanceCode: string | null;
  /** The card in which the instance or the people were chosen: what comes of it takes its place. */
  pickerMessageId: string | null;
  state: CcState;
  /**
   * The CC entries that were there before the call, to tell its effect from theirs; of a third-party instance the people
   * who had a copy before.
   */
  knownCcs: string[] | null;
  /** Unix ms by Feishu's clock, as the times of copies are. */
  createdAt: number;
  /** Unix ms of the end, or null. */
  settledAt: number | null;
}

export type NewCcRequest = Pick<
  CcRequest,
  | 'id'
  | 'messageId'
  | 'chatId'
  | 'direct'
  | 'sender'
  | 'recipients'
  | 'comment'
  | 'leftOutSelf'
  | 'instanceCode'
  | 'pickerMessageId'
  | 'createdAt'
>;

/** Adds a request; false when its message has one already. */
export async function addRequest(tx: Tx, request: NewCcRequest): Promise<boolean> {
  const added = await tx.run(
    `insert into cc_request (id, source_message_id, sender, origin, recipients, comment, left_out_self, instance_code, picker_message_id, state, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (source_message_id) do nothing`,
    request.id,
    request.messageId,
    request.sender,
    JSON.stringify({ chatId: request.chatId, direct: request.direct }),
    JSON.stringify(request.recipients),
    request.comment,
    request.leftOutSelf ? 1 : 0,
    request.instanceCode,
    request.pickerMessageId,
    request.instanceCode ? 'pending' : 'choosing',
    request.createdAt,
  );
  return added > 0;
}

/** Whether this message has asked for a copy, by words or as a form. */
export async function hasRequest(db: Pick<Tx, 'all'>, messageId: string): Promise<boolean> {
  const rows = await db.all('select 1 from cc_request where source_message_id = $1', messageId);
  return rows.length > 0;
}

interface RequestRow extends Record<string, string | number | null> {
  id: string;
  source_message_id: string;
  sender: string;
  origin: string;
  recipients: string;
  comment: string;
  left_out_self: number;
  instance_code: string | null;
  picker_message_id: string | null;
  state: CcState;
  known_ccs: string | null;
  created_at: number;
  settled_at: number | null;
}

export async function findRequest(db: Pick<Tx, 'all'>, id: string): Promise<CcRequest | undefined> {
  const row = await one<RequestRow>(db, 'select * from cc_request where id = $1', id);
  if (!row) return undefined;
  return {
    id: row.id,
    messageId: row.source_message_id,
    ...(JSON.parse(row.origin) as { chatId: string; direct: boolean }),
    sender: row.sender,
    recipients: JSON.parse(row.recipients),
    comment: row.comment,
    leftOutSelf: row.left_out_self === 1,
    instanceCode: row.instance_code,
    pickerMessageId: row.picker_message_id,
    state: row.state,
    knownCcs: row.known_ccs === null ? null : JSON.parse(row.known_ccs),
    createdAt: row.created_at,
    settledAt: row.settled_at,
  };
}

/** The picker's choice; false when it was made before. */
export async function chooseInstance(tx: Tx, id: string, instanceCode: string, pickerMessageId: string) {
  const changed = await tx.run(
    `update cc_request set state = 'pending', instance_code = $2, picker_message_id = $3 where id = $1 and state = 'choosing'`,
    id,
    instanceCode,
    pickerMessageId,
  );
  return changed === 1;
}

/** Ends a request whose picker is still open; false when it is not, so that no copy under way is called cancelled. */
export async function cancelChoice(tx: Tx, id: string): Promise<boolean> {
  const changed = await tx.run(
    `update cc_request set state = 'cancelled', outcome = 'by the sender', settled_at = now_ms()
     where id = $1 and state = 'choosing'`,
    id,
  );
  return changed === 1;
}

/** Brings a request back to its sender, for those whom Feishu has not refused; false when it is not under way. */
export async function reopenChoice(tx: Tx, id: string, recipients: string[]): Promise<boolean> {
  const changed = await tx.run(
    `update cc_request set state = 'choosing', recipients = $2 where id = $1 and state = 'sending'`,
    id,
    JSON.stringify(recipients),
  );
  return changed === 1;
}

/** Written before the call is made; false when somebody else has written it. */
export async function markSending(db: Pick<Tx, 'run'>, id: string, knownCcs: string[]): Promise<boolean> {
  const changed = await db.run(
    `update cc_request set state = 'sending', known_ccs = $2 where id = $1 and state = 'pending'`,
    id,
    JSON.stringify(knownCcs),
  );
  return changed === 1;
}

/** Ends a request; false when it has ended before. */
export async function settleRequest(tx: Tx, id: string, state: 'done' | 'failed', outcome: string) {
  const changed = await tx.run(
    `update cc_request set state = $2, outcome = $3, settled_at = now_ms()
     where id = $1 and state in ('choosing', 'pending', 'sending')`,
    id,
    state,
    outcome,
  );
  return changed === 1;
}

/** The latest copy of an instance by this person that was made. */
export async function latestRequest(
  db: Pick<Tx, 'all'>,
  sender: string,
  instanceCode: string,
): Promise<CcRequest | undefined> {
  const row = await one<{ id: string }>(
    db,
    `select id from cc_request where sender = $1 and instance_code = $2 and state = 'done'
     order by settled_at desc limit 1`,
    sender,
    instanceCode,
  );
  return row && findRequest(db, row.id);
}
