import type { JobHandler } from '../../../jobs/perform.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../lib/clock.ts';
import { Postpone } from '../../../lib/outcome.ts';
import { sendCard } from '../../../outbound/outbox.ts';
import type { Tx } from '../../../store/db.ts';
import { unreadInstances } from '../../../store/tables/cc-instances.ts';
import { digestDay } from '../../../store/tables/digest-days.ts';
import { digestChoice } from '../../../store/tables/digest-settings.ts';
import { snoozes } from '../../../store/tables/digest-snoozes.ts';
import { type DigestDeps, type PutOff, remindQueue } from '../deps.ts';
import { sendTime } from '../schedule/schedule.ts';
import { isOn, scheduleOf } from '../settings/effective.ts';
import { rowContext } from '../unread/list.ts';
import { unreadRow } from '../unread/rows.ts';
import { toldOf } from '../unread/told.ts';
import { waitingFor } from '../unread/waiting.ts';

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
/** How often it is looked whether the digest of the day has gone out. */
const LOOK_AGAIN_MS = 10 * MINUTE_MS;
/** Whoever's digest has not come by then is reminded without it. */
const DIGEST_LATE_MS = 3 * HOUR_MS;
/** The digest of the day may be due at the other end of it. */
const PATIENCE_MS = DAY_MS + DIGEST_LATE_MS;
const MOST = 10;

/** Reminds a person of what was put off to a day, at the time of the digest there, whether or not there is a digest. */
export async function remindOn(tx: Tx, putOff: PutOff): Promise<void> {
  const { openId, date, minute, timezone } = putOff;
  const runAt = sendTime(date, { minute, timezone, days: EVERY_DAY }, openId);
  if (runAt === undefined) return;
  await remindQueue.add(tx, { key: `${openId}:${date}:${timezone}`, payload: putOff, runAt });
}

/** The job that does so, once a person and day: what the digest of that day shows needs no word of its own. */
export function remindJob(deps: DigestDeps): JobHandler {
  const { db } = deps;
  return remindQueue.handler({
    patienceMs: PATIENCE_MS,
    async run({ payload: putOff }) {
      const { openId, date } = putOff;
      if (!(await isDue(db, putOff))) return undefined;
      await digestIsThrough(deps, putOff);
      const found = await deps.reconcileInBulk(openId);
      return async (tx) => {
        await found.write(tx);
        const codes = await leftOf(tx, putOff);
        if (codes.size === 0) return;
        await sendCard(tx, `digest-reminder:${openId}:${date}`, {
          to: { kind: 'person', openId },
          card: await reminderCard(tx, deps, putOff, codes),
          press: { kind: 'unread', owner: openId, about: openId },
        });
      };
    },
  });
}

/** Whether anything is still put off to that very day. */
const isDue = async (db: Pick<Tx, 'all'>, { openId, date }: PutOff) =>
  [...(await snoozes(db, openId)).values()].includes(date);

/** Waits for the digest of the day where one is to come: what it will show is known then. */
async function digestIsThrough(
  { db, defaults, clock }: Pick<DigestDeps, 'db' | 'defaults' | 'clock'>,
  { openId, date }: PutOff,
): Promise<void> {
  const choice = await digestChoice(db, openId);
  const at = isOn(choice, defaults) ? sendTime(date, scheduleOf(choice, defaults), openId) : undefined;
  if (at === undefined || clock.now() > at + DIGEST_LATE_MS) return;
  const { state } = (await digestDay(db, openId, date)) ?? {};
  if (state === undefined || state === 'owed' || state === 'sending')
    throw new Postpone(Math.max(LOOK_AGAIN_MS, at - clock.now()), 'the digest of the day comes first');
}

/** What was put off to this day and waits, without what the digest of the day has shown. */
async function leftOf(tx: Pick<Tx, 'all'>, { openId, date }: PutOff): Promise<Set<string>> {
  const day = await digestDay(tx, openId, date);
  const shown = day?.state === 'sent' || day?.state === 'sending' ? day.contents : undefined;
  const told = new Set([...(shown?.fresh ?? []), ...(shown?.earlier ?? [])]);
  const putOff = await snoozes(tx, openId);
  const waiting = await unreadInstances(tx, openId);
  const codes = waiting.map((one) => one.instanceCode);
  return new Set(codes.filter((code) => putOff.get(code) === date && !told.has(code)));
}

async function reminderCard(
  tx: Pick<Tx, 'all'>,
  deps: DigestDeps,
  { openId, timezone }: PutOff,
  codes: ReadonlySet<string>,
): Promise<object> {
  const owner = openId;
  const waiting = (await waitingFor(tx, owner)).filter((one) => codes.has(one.instanceCode));
  const context = await rowContext(tx, deps, { owner, timezone });
  const told = await toldOf(tx, deps, owner, waiting);
  const rows = waiting.map((instance) => unreadRow(instance, context, told, false));
  return deps.cards.fullest('unread', Math.min(MOST, rows.length), (shown) => ({
    owner,
    total: rows.length,
    fresh: null,
    canMark: rows.some((row) => row.canMark),
    sections: [{ key: 'unread.reminder', params: { count: rows.length }, rows: rows.slice(0, shown) }],
    ...{ position: 'p1', page: 1, pages: 1, previous: null, next: rows.length > shown ? 'p1' : null },
  }));
}
