import type { Tx } from '../db.ts';
import { type CcRequest, findRequest } from './cc-requests.ts';

/** Written with the copies of a third-party instance: who gets one now, and who had one; false when it was written before. */
export async function markAdding(
  tx: Tx,
  id: string,
  { fresh, hadIt }: { fresh: string[]; hadIt: string[] },
): Promise<boolean> {
  const changed = await tx.run(
    `update cc_request set state = 'sending', recipients = $2, known_ccs = $3 where id = $1 and state = 'pending'`,
    id,
    JSON.stringify(fresh),
    JSON.stringify(hadIt),
  );
  return changed === 1;
}

/** Requests for copies of an instance that are under way. */
export async function addingRequests(db: Pick<Tx, 'all'>, instanceCode: string): Promise<CcRequest[]> {
  const rows = await db.all<{ id: string }>(
    `select id from cc_request where instance_code = $1 and state = 'sending' order by created_at, id`,
    instanceCode,
  );
  const found = await Promise.all(rows.map(({ id }) => findRequest(db, id)));
  return found.filter((one) => one !== undefined);
}
