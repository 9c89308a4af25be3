import type { Tx } from '../../../store/db.ts';
import { oweDigest } from '../../../store/tables/digest-days.ts';
import { type DigestChoice, duePeople, setNext, takeDue } from '../../../store/tables/digest-settings.ts';
import { type DigestDeps, type Owed, prepareQueue, type ScheduleDeps } from '../deps.ts';
import type { LocalDate } from '../schedule/local-date.ts';
import { dueDate } from '../schedule/schedule.ts';
import { isOn, scheduleOf } from '../settings/effective.ts';
import { nextFor } from '../settings/save.ts';

type OweDeps = Pick<DigestDeps, 'db' | 'defaults' | 'clock'>;

/** How many people are looked at in one transaction. */
const CHUNK = 100;

/**
 * Enters the digests that are due into the ledger, each with its job, and moves each person on to the next time. While it
 * may be another day than the clock says, none is due.
 */
export function oweWhatIsDue(deps: OweDeps): () => Promise<void> {
  return async () => {
    while (!deps.clock.inDoubt()) {
      const due = await duePeople(deps.db, CHUNK);
      if (due.length === 0) return;
      await deps.db.transaction(async (tx) => {
        for (const choice of due) await oweIfDue(tx, deps, choice);
      });
    }
  };
}

async function oweIfDue(tx: Tx, deps: ScheduleDeps, choice: DigestChoice): Promise<void> {
  const { defaults, clock } = deps;
  const schedule = scheduleOf(choice, defaults);
  const date = isOn(choice, defaults) ? dueDate(clock.now(), schedule, choice.openId) : undefined;
  // Changed by the person meanwhile, or taken by another replica: theirs counts.
  if (!(await takeDue(tx, choice))) return;
  if (date) await owe(tx, choice.openId, date);
  await setNext(tx, choice.openId, await nextFor(tx, deps, choice));
}

/** Owes a person the digest of a day; false when that day is in the ledger already. */
export async function owe(tx: Tx, openId: string, date: LocalDate): Promise<boolean> {
  if (!(await oweDigest(tx, openId, date))) return false;
  await addPrepare(tx, { openId, date, tries: 0 });
  return true;
}

/** Adds the job that prepares a digest. */
export async function addPrepare(tx: Tx, owed: Owed, runAt?: number): Promise<void> {
  await prepareQueue.add(tx, {
    key: `${owed.openId}:${owed.date}:${owed.tries}`,
    payload: owed,
    ...(runAt === undefined ? {} : { runAt }),
  });
}
