import { DAY_MS } from '../lib/clock.ts';
import type { Tx } from './db.ts';
import { referenceTo } from './third-party-reference.ts';
import type { Before } from './time/forgetting.ts';

/** In an hour: what is forgotten at once must not hold up the rest. */
const MOST_AN_HOUR = 1_000;
const CHUNK = 100;

/** What is kept of an instance, by the column that names it. */
const BY_ID = [
  'external_cc',
  'external_read',
  'external_notice',
  'external_name',
  'external_task',
  'external_task_past',
] as const;
const BY_REFERENCE = ['cc_copy', 'cc_instance', 'card_message'] as const;

/** A system may come back to an instance after months; what it owns, and up to when Feishu knows it, is needed until then. */
export async function forgetThirdParty(tx: Tx, before: Before): Promise<void> {
  const old = `accepted_at < $1 and state <> 'accepted'`;
  const gone = await tx.all<{ instance_id: string }>(
    `delete from external_instance where ${old} and instance_id in
       (select instance_id from external_instance where ${old} order by accepted_at limit ${MOST_AN_HOUR})
     returning instance_id`,
    before(400 * DAY_MS),
  );
  const ids = gone.map((row) => row.instance_id);
  for (let from = 0; from < ids.length; from += CHUNK) await forgetAll(tx, ids.slice(from, from + CHUNK));
  await tx.run('delete from external_task_past where ended_at < $1', before(DAY_MS));
  // What people wrote goes early; that it was done stays known for as long as its instance, or it could be sent again.
  await tx.run(
    `update external_action set content = '{}', message = null
     where created_at < $1 and state <> 'pending' and content <> '{}'`,
    before(30 * DAY_MS),
  );
}

async function forgetAll(tx: Tx, ids: string[]): Promise<void> {
  const placeholders = ids.map((_, index) => `$${index + 1}`).join(', ');
  for (const table of BY_ID)
    await tx.run(`delete from ${table} where instance_id in (${placeholders})`, ...ids);
  await tx.run(
    `delete from external_action where state <> 'pending' and instance_id in (${placeholders})`,
    ...ids,
  );
  const references = ids.map(referenceTo);
  for (const table of BY_REFERENCE)
    await tx.run(`delete from ${table} where instance_code in (${placeholders})`, ...references);
}
