import { MINUTE_MS } from '../../lib/clock.ts';
import type { Tx } from '../db.ts';

/** Times that say for how long to wait from now, or since when: they move with the clock. By table, with those meant. */
export const WAITING: [table: string, columns: string[], where: string][] = [
  ['job', ['run_at', 'lease_until', 'created_at'], `state in ('ready', 'running')`],
  ['rate_limit', ['theoretical_arrival'], 'true'],
  ['outbound', ['first_tried_at'], 'message_id is null'],
  ['external_instance', ['busy_until'], 'busy_until is not null'],
  ['followed_instance', ['busy_until'], 'busy_until is not null'],
  ['cc_reminder', ['reminded_at'], 'true'],
  ['external_guess', ['since'], 'true'],
];

/**
 * Times that say when something was: those that lie ahead were taken from the clock while it was wrong. Times that are held
 * against Feishu's (`cc_request.created_at`, `cc_copy.read_at`, `cc_remark.copied_at`, `external_cc.created_at`) are Feishu's.
 */
export const PAST: [table: string, column: string][] = [
  ['job', 'ended_at'],
  ['click', 'at'],
  ['outbound', 'sent_at'],
  ['card_message', 'created_at'],
  ['sent_card', 'created_at'],
  ['card_press', 'pressed_at'],
  ['seen_instance', 'seen_at'],
  ['cc_request', 'settled_at'],
  ['person', 'looked_up_at'],
  ['cc_instance', 'seen_at'],
  ['cc_check', 'checked_at'],
  ['cc_receipt', 'sent_at'],
  ['cc_receipt', 'patched_at'],
  ['digest_setting', 'updated_at'],
  ['digest_day', 'changed_at'],
  ['digest_summary', 'logged_at'],
  ['definition', 'fetched_at'],
  ['definition_text', 'fetched_at'],
  ['person_language', 'seen_at'],
  ['draft', 'created_at'],
  ['draft', 'updated_at'],
  ['followed_instance', 'created_at'],
  ['status_card', 'created_at'],
  ['chosen_person', 'chosen_at'],
  ['instance_alias', 'seen_at'],
  ['welcomed', 'at'],
  ['tally', 'last_at'],
  ['instance_summary', 'seen_at'],
  ['external_definition', 'applied_at'],
  ['external_instance', 'accepted_at'],
  ['external_instance', 'given_at'],
  ['external_task_past', 'ended_at'],
  ['external_read', 'read_at'],
  ['external_notice', 'changed_at'],
];

/**
 * Keeps what is stored in step with a clock that jumped by so many ms, to `now` (Unix ms): who waits goes on waiting for
 * as long as before, and nothing was at a time that is still to come.
 */
export async function moveTimes(tx: Tx, by: number, now: number): Promise<void> {
  for (const [table, columns, where] of WAITING) {
    const moved = columns.map((column) => `${column} = ${column} + $1`).join(', ');
    await tx.run(`update ${table} set ${moved} where ${where}`, by);
  }
  if (by > 0) return;
  for (const [table, column] of PAST)
    await tx.run(`update ${table} set ${column} = ${column} + $1 where ${column} > $2`, by, now);
  if (by <= -MINUTE_MS) await lookAtDigests(tx, now);
}

/** Whose time was passed over by the clock while it was ahead may still have today's: their schedule and the ledger say so. */
async function lookAtDigests(tx: Tx, now: number): Promise<void> {
  await tx.run('update digest_setting set next_at = $1 where next_at > $1', now);
}
