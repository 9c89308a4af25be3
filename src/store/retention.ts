import { type Clock, DAY_MS, HOUR_MS } from '../lib/clock.ts';
import type { Db, Tx } from './db.ts';
import { forgetThirdParty } from './forget-third-party.ts';
import { CARD_LIFE_MS } from './tables/sent-cards.ts';
import { type Before, timeToForget } from './time/forgetting.ts';

/**
 * Forgets what nothing asks for any more: replays end after hours, cards act and change for 14 days, limits look back a minute, lists
 * lag for less than weeks; and what people wrote, after 30 days.
 */
export async function forgetOld(db: Db, clock: Pick<Clock, 'now'>): Promise<void> {
  await db.transaction(async (tx) => {
    const before = await timeToForget(tx, clock.now());
    await tx.run('delete from click where at < $1', before(15 * DAY_MS));
    await tx.run('delete from outbound where coalesce(sent_at, first_tried_at) < $1', before(30 * DAY_MS));
    await tx.run('delete from sent_card where created_at < $1', before(30 * DAY_MS));
    await tx.run('delete from card_press where pressed_at < $1', before(DAY_MS));
    await tx.run(
      `update cc_request set comment = '', known_ccs = null where created_at < $1 and comment <> ''`,
      before(30 * DAY_MS),
    );
    await tx.run(`delete from job where state = 'quarantined' and ended_at < $1`, before(30 * DAY_MS));
    await tx.run('delete from instance_alias where seen_at < $1', before(400 * DAY_MS));
    await tx.run('delete from person_language where seen_at < $1', before(400 * DAY_MS));
    await tx.run('delete from tally where last_at < $1', before(100 * DAY_MS));
    await forgetForms(tx, before);
    await forgetReading(tx, before);
    await forgetDigests(tx, before);
    await forgetThirdParty(tx, before);
    await tx.run('delete from rate_limit where theoretical_arrival < $1', before(HOUR_MS));
  });
}

async function forgetReading(tx: Tx, before: Before): Promise<void> {
  await tx.run('delete from cc_receipt where sent_at < $1', before(30 * DAY_MS));
  await tx.run('delete from cc_reminder where reminded_at < $1', before(DAY_MS));
  await tx.run('delete from cc_copy where read_at < $1', before(35 * DAY_MS));
  await tx.run(
    `delete from cc_instance where seen_at < $1
     and not exists (select 1 from cc_copy where cc_copy.instance_code = cc_instance.instance_code)`,
    before(35 * DAY_MS),
  );
  await tx.run('delete from instance_summary where seen_at < $1', before(60 * DAY_MS));
  await tx.run(
    `update cc_remark set comment = '' where comment <> '' and copied_at < $1`,
    before(30 * DAY_MS),
  );
  await tx.run(
    `delete from cc_remark where copied_at < $1 and not exists (
       select 1 from cc_copy where cc_copy.instance_code = cc_remark.instance_code
       and cc_copy.open_id = cc_remark.open_id)`,
    before(35 * DAY_MS),
  );
}

async function forgetDigests(tx: Tx, before: Before): Promise<void> {
  await tx.run(
    'update digest_day set contents = null where contents is not null and changed_at < $1',
    before(15 * DAY_MS),
  );
  await tx.run('delete from digest_day where changed_at < $1', before(100 * DAY_MS));
  await tx.run(
    `delete from digest_snooze where not exists (select 1 from cc_copy where cc_copy.open_id = digest_snooze.open_id
     and cc_copy.instance_code = digest_snooze.instance_code)`,
  );
}

async function forgetForms(tx: Tx, before: Before): Promise<void> {
  await tx.run('delete from draft where updated_at < $1', before(60 * DAY_MS));
  await tx.run('delete from chosen_person where chosen_at < $1', before(365 * DAY_MS));
  await tx.run('delete from status_card where created_at < $1', before(CARD_LIFE_MS));
  await tx.run('delete from followed_instance where created_at < $1', before(60 * DAY_MS));
}
