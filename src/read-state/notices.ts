import type { InvolvementPort, Task } from '../feishu/involvements.ts';
import type { OfAnyKind } from '../feishu/listed.ts';
import type { Db } from '../store/db.ts';
import { ourReferences } from './our-references.ts';

/** What waits unread for a person by their notices, which are theirs for certain. */
export interface Notices {
  rows: Task[];
  /** Whether it tells of this instance. */
  has(instance: Named): boolean;
  /** Whether these are all: else absence proves nothing. */
  isWhole: boolean;
  /** Platform calls made. */
  calls: number;
}

type Named = { instanceCode: string } & Partial<{ approvalCode: string } & OfAnyKind>;

/** The unread notices of a person (tasks/query, topic 17), third-party ones of the bot by their references. */
export async function unreadNotices(
  { db, lists }: { db: Pick<Db, 'all'>; lists: Pick<InvolvementPort, 'pagesOf'> },
  openId: string,
): Promise<Notices> {
  const found: Task[] = [];
  const names = new Set<string>();
  let [calls, isWhole] = [0, true];
  for await (const { rows, isPartial } of lists.pagesOf(openId, 'unread')) {
    calls++;
    isWhole = !isPartial;
    const reference = await ourReferences(db, rows);
    for (const row of rows) {
      const instanceCode = reference(row) ?? row.instanceCode;
      for (const name of namesOf(row)) names.add(name).add(instanceCode);
      found.push({ ...row, instanceCode });
    }
  }
  return { rows: found, has: (one) => namesOf(one).some((name) => names.has(name)), isWhole, calls };
}

/** Lists need not have the same code for another system's instance, but its id there. */
export const namesOf = ({ instanceCode, approvalCode, thirdParty, thirdPartyId }: Named): string[] =>
  thirdParty && thirdPartyId ? [instanceCode, `${approvalCode} ${thirdPartyId}`] : [instanceCode];
