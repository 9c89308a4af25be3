import { DAY_MS, HOUR_MS } from '../clock.ts';
import { CARD_LIFE_MS } from '../feishu/messages.ts';
import type { Db, Tx } from './db.ts';
import { forgetThirdParty } from './forget-third-party.ts';

/**
 * Forgets what nothing asks for any more: replays end after hours, cards act and change for 14 days, limits look back a minute, lists
 * lag for less than weeks; and what people wrote, after 30 days.
 */
export async function forgetOld(db: Db): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.run('delete from click where at < now_ms() - $1', 15 * DAY_MS);
    await tx.run('delete from outbound where coalesce(sent_at, first_tried_at) < now_ms() - $1', 30 * DAY_MS);
    await tx.run('delete from sent_card where created_at < now_ms() - $1', 30 * DAY_MS);
    await tx.run('delete from card_press where pressed_at < now_ms() - $1', DAY_MS);
    await tx.run(
      `update cc_request set comment = '', known_ccs = null where created_at < now_ms() - $1 and comment <> ''`,
      30 * DAY_MS,
    );
    await tx.run(`delete from job where state = 'quarantined' and ended_at < now_ms() - $1`, 30 * DAY_MS);
    await forgetForms(tx);
    await forgetReading(tx);
    await forgetDigests(tx);
    await forgetThirdParty(tx);
    await tx.run('delete from rate_limit where theoretical_arrival < now_ms() - $1', HOUR_MS);
  });
}

async function forgetReading(tx: Tx): Promise<void> {
  await tx.run('delete from cc_receipt where sent_at < now_ms() - $1', 30 * DAY_MS);
  await tx.run('delete from cc_reminder where reminded_at < now_ms() - $1', DAY_MS);
  await tx.run('delete from cc_copy where read_at < now_ms() - $1', 35 * DAY_MS);
  await tx.run(
    `delete from cc_instance where seen_at < now_ms() - $1
     and not exists (select 1 from cc_copy where cc_copy.instance_code = cc_instance.instance_code)`,
    35 * DAY_MS,
  );
}

async function forgetDigests(tx: Tx): Promise<void> {
  await tx.run(
    'update digest_day set contents = null where contents is not null and changed_at < now_ms() - $1',
    15 * DAY_MS,
  );
  await tx.run('delete from digest_day where changed_at < now_ms() - $1', 100 * DAY_MS);
  await tx.run(
    `delete from digest_snooze where not exists (select 1 from cc_copy where cc_copy.open_id = digest_snooze.open_id
     and cc_copy.instance_code = digest_snooze.instance_code)`,
  );
}

async function forgetForms(tx: Tx): Promise<void> {
  await tx.run('delete from draft where updated_at < now_ms() - $1', 60 * DAY_MS);
  await tx.run('delete from chosen_person where chosen_at < now_ms() - $1', 365 * DAY_MS);
  await tx.run('delete from status_card where created_at < now_ms() - $1', CARD_LIFE_MS);
  await tx.run('delete from followed_instance where created_at < now_ms() - $1', 60 * DAY_MS);
}
