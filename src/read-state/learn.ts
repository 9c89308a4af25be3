import type { Clock } from '../lib/clock.ts';
import type { Tx } from '../store/db.ts';
import { type CopyEvent, dropTwins, readFoundCopies, recordCopy } from '../store/tables/cc-copies.ts';
import { type PersonIds, rememberPerson } from '../store/tables/people.ts';
import { announceReading } from './changes.ts';

/** Brings the read model up to date with one event whose recipient is known. */
export async function learnCopy(
  tx: Tx,
  clock: Pick<Clock, 'now' | 'steady'>,
  copy: CopyEvent & { openId: string },
): Promise<void> {
  await recordCopy(tx, copy);
  await dropTwins(tx, copy.openId);
  if (copy.read) await readFoundCopies(tx, copy);
  await announceReading(tx, clock, copy.instanceCode);
}

/** Remembers people whose two ids were seen together, and lets what waited for that appear. */
export async function learnPeople(
  tx: Tx,
  clock: Pick<Clock, 'now' | 'steady'>,
  people: PersonIds[],
): Promise<void> {
  // In one order: two transactions that learn the same people must not wait for each other.
  for (const person of [...people].sort((a, b) => (a.userId < b.userId ? -1 : 1))) {
    const instances = await rememberPerson(tx, person);
    if (instances.length > 0) await dropTwins(tx, person.openId);
    for (const instanceCode of instances) await announceReading(tx, clock, instanceCode);
  }
}
