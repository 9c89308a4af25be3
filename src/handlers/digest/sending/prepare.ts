import { codes } from '../../../feishu/gateway/codes.ts';
import { FeishuRefusal } from '../../../feishu/gateway/errors.ts';
import type { JobHandler, Writes } from '../../../jobs/perform.ts';
import { bulkSendQueue, type Outgoing, sendCard } from '../../../outbound/outbox.ts';
import type { Tx } from '../../../store/db.ts';
import { changeDay, digestDay } from '../../../store/tables/digest-days.ts';
import { digestChoice } from '../../../store/tables/digest-settings.ts';
import { type DigestDeps, type ListDeps, type Owed, prepareQueue, reportQueue } from '../deps.ts';
import { digestCard } from './card.ts';
import { decide, mayHaveUnread, noDigest } from './decide.ts';
import { failed, refusedWith } from './failed.ts';

/** The job that finds out what waits for a person, and puts the card on its way, once a person and day by the ledger. */
export function prepareJob(deps: ListDeps & Pick<DigestDeps, 'db' | 'log' | 'reconcileInBulk'>): JobHandler {
  const { db, clock, reconcileInBulk } = deps;

  const skip =
    ({ openId, date }: Owed, reason: string, calls = 0): Writes =>
    async (tx) =>
      void (await changeDay(tx, openId, date, { from: 'owed', to: 'skipped', reason, calls }));

  return prepareQueue.handler({
    async run({ payload: owed }) {
      const { openId, date } = owed;
      if ((await digestDay(db, openId, date))?.state !== 'owed') return undefined;
      const none = noDigest(await digestChoice(db, openId), date, deps);
      if (none) return skip(owed, none);
      if (!(await mayHaveUnread(db, openId, clock.now()))) return skip(owed, 'nothing unread');
      const found = await reconcileInBulk(openId);
      return async (tx) => {
        await found.write(tx);
        const decision = await decide(tx, deps, openId, date);
        if ('skip' in decision) return skip(owed, decision.skip, found.calls)(tx);
        const change = { from: 'owed', to: 'sending', calls: found.calls, ...decision } as const;
        if (await changeDay(tx, openId, date, change)) await send(tx, deps, owed);
      };
    },
    async gaveUp({ payload: owed }, error, tx) {
      const code = error instanceof FeishuRefusal ? error.code : undefined;
      const reason = refusedWith(code) ?? 'not prepared';
      // The list does not know this person: nothing else can be a wrong parameter here.
      const forGood = code === codes.badParameter;
      await failed(tx, deps, owed, { from: 'owed', reason, forGood });
    },
  });
}

async function send(tx: Tx, deps: ListDeps, owed: Owed): Promise<void> {
  const { openId, date, tries } = owed;
  const key = `digest:${openId}:${date}`;
  const outgoing = {
    to: { kind: 'person', openId },
    card: await digestCard(tx, deps, { owner: openId }, date),
    press: { kind: 'unread', owner: openId, about: openId, offers: [date] },
    report: { queue: reportQueue.name, payload: owed },
  } satisfies Outgoing;
  if (tries === 0) return sendCard(tx, key, outgoing, bulkSendQueue);
  await sendCard(tx, `${key}#${tries}`, { ...outgoing, again: key }, bulkSendQueue);
}
