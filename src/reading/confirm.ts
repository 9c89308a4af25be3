import { ourReferences } from '../external/listed.ts';
import type { InvolvementPort } from '../feishu/involvements.ts';
import type { OfAnyKind } from '../feishu/listed.ts';
import type { Db } from '../store/db.ts';
import type { Difference } from './compare.ts';

/**
 * Holds what one list says against another. Whose copies search_cc lists for a person is documented as "user ID" alone: if
 * it were whoever copied, everything unread would be closed, and what they copied themselves would be added. The unread
 * notices of a person (tasks/query, topic 17) are theirs for certain. More than 600 of them, or some that name no instance,
 * prove nothing by absence: nothing is closed then, and what the person has copied on is not added.
 */
export async function confirmed(
  { db, lists }: { db: Db; lists: Pick<InvolvementPort, 'pagesOf'> },
  openId: string,
  { add, close, reopen }: Difference,
): Promise<Difference & { calls: number }> {
  if (close.length + add.length === 0) return { add, close, reopen, calls: 0 };
  const unread = new Set<string>();
  let [calls, isWhole] = [0, true];
  for await (const { rows, isPartial } of lists.pagesOf(openId, 'unread')) {
    calls++;
    isWhole = !isPartial;
    const reference = await ourReferences(db, rows);
    for (const row of rows) for (const name of namesOf(row)) unread.add(name).add(reference(row) ?? '');
  }
  return {
    add: add.filter((copy) =>
      isWhole ? namesOf(copy).some((name) => unread.has(name)) : copy.by !== openId,
    ),
    close: close.filter((copy) => isWhole && !unread.has(copy.instanceCode)),
    reopen,
    calls,
  };
}

/** Lists need not have the same code for another system's instance, but its id there. */
const namesOf = ({ instanceCode, approvalCode, external, externalId }: Named): string[] =>
  external && externalId ? [instanceCode, `${approvalCode} ${externalId}`] : [instanceCode];

type Named = { instanceCode: string; approvalCode: string } & OfAnyKind;
