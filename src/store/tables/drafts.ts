import { one, type Tx } from '../db.ts';

/**
 * choosing: the list of definitions is open · opening: the form is being made · filling · submitting: the call may be
 * under way · then one of the ends.
 */
export type DraftState =
  | 'choosing'
  | 'opening'
  | 'filling'
  | 'submitting'
  | 'done'
  | 'cancelled'
  | 'expired'
  | 'refused';

/** A form that a person fills in, from the choice of a definition to the instance. `Body` is the feature's own. */
export interface Draft<Body> {
  /** Also the `uuid` of the creation. */
  id: string;
  /** open_id */
  person: string;
  approvalCode: string | null;
  state: DraftState;
  /** Grows with every change: a card shows which one it was made of. */
  revision: number;
  body: Body;
  instanceCode: string | null;
}

interface DraftRow extends Record<string, string | number | null> {
  id: string;
  person: string;
  approval_code: string | null;
  state: DraftState;
  revision: number;
  body: string;
  instance_code: string | null;
}

const draftOf = <Body>(row: DraftRow): Draft<Body> => ({
  id: row.id,
  person: row.person,
  approvalCode: row.approval_code,
  state: row.state,
  revision: row.revision,
  body: JSON.parse(row.body),
  instanceCode: row.instance_code,
});

/** Adds a draft; false when there is one with this id. */
export async function addDraft<Body>(
  tx: Tx,
  draft: Pick<Draft<Body>, 'id' | 'person' | 'state' | 'body'>,
): Promise<boolean> {
  const added = await tx.run(
    `insert into draft (id, person, state, revision, body, created_at, updated_at)
     values ($1, $2, $3, 1, $4, now_ms(), now_ms()) on conflict (id) do nothing`,
    draft.id,
    draft.person,
    draft.state,
    JSON.stringify(draft.body),
  );
  return added > 0;
}

export async function findDraft<Body>(db: Pick<Tx, 'all'>, id: string): Promise<Draft<Body> | undefined> {
  const row = await one<DraftRow>(db, 'select * from draft where id = $1', id);
  return row && draftOf<Body>(row);
}

/** The draft as it is now, which nobody else changes until the transaction ends. */
export async function draftToChange<Body>(tx: Tx, id: string): Promise<Draft<Body> | undefined> {
  const row = await one<DraftRow>(tx, 'update draft set revision = revision where id = $1 returning *', id);
  return row && draftOf<Body>(row);
}

export async function draftOfInstance<Body>(
  db: Pick<Tx, 'all'>,
  instanceCode: string,
): Promise<Draft<Body> | undefined> {
  const row = await one<DraftRow>(db, 'select * from draft where instance_code = $1', instanceCode);
  return row && draftOf<Body>(row);
}

/** Writes a changed draft under its next revision; undefined when somebody else has changed it meanwhile. */
export async function saveDraft<Body>(tx: Tx, draft: Draft<Body>): Promise<Draft<Body> | undefined> {
  const changed = await tx.run(
    `update draft set approval_code = $3, state = $4, body = $5, instance_code = $6, revision = revision + 1,
     updated_at = now_ms() where id = $1 and revision = $2`,
    draft.id,
    draft.revision,
    draft.approvalCode,
    draft.state,
    JSON.stringify(draft.body),
    draft.instanceCode,
  );
  return changed === 1 ? { ...draft, revision: draft.revision + 1 } : undefined;
}

/** The definitions that this person has submitted, the latest first. */
export async function recentDefinitions(db: Pick<Tx, 'all'>, person: string): Promise<string[]> {
  const rows = await db.all<{ approval_code: string }>(
    `select approval_code, max(updated_at) as latest from draft
     where person = $1 and state = 'done' and approval_code is not null group by approval_code order by latest desc`,
    person,
  );
  return rows.map((row) => row.approval_code);
}
