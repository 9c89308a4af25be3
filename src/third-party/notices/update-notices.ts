import { withdrawJob } from '../../jobs/queue.ts';
import { compositeKey } from '../../lib/composite-key.ts';
import { bulkSendQueue, type Outgoing, sendCard } from '../../outbound/outbox.ts';
import type { Tx } from '../../store/db.ts';
import { addNotice, changeNotice, type Notice, noticesOf } from '../../store/tables/third-party-notices.ts';
import { referenceTo } from '../../store/third-party-reference.ts';
import type { ThirdPartyState } from '../instance/state.ts';
import { type AnnounceDeps, patchQueue, toldQueue } from './deps.ts';
import { wantedNotices } from './recipients.ts';
import { type Drawn, draw } from './render.ts';

type Wanted = ReturnType<typeof wantedNotices>[number];
type TellDeps = Pick<AnnounceDeps, 'cards' | 'summaries' | 'audience'>;

const keyOf = ({ kind, entityId, openId }: Wanted, instanceId: string) =>
  compositeKey('external', kind, instanceId, entityId, openId);

/** Tells those who are not told yet, and brings the cards of the others up to date. */
export async function tellAll(tx: Tx, deps: TellDeps, state: ThirdPartyState): Promise<void> {
  const { instanceId, system } = state.record;
  const wanted = new Map(
    wantedNotices(state, deps.audience(system)).map((one) => [keyOf(one, instanceId), one]),
  );
  const known = await noticesOf(tx, instanceId);
  for (const notice of known)
    await keepUp(tx, deps, state, { notice, wanted: wanted.has(keyOf(notice, instanceId)) });
  const told = new Set(known.map((notice) => keyOf(notice, instanceId)));
  for (const [cardKey, one] of wanted)
    if (!told.has(cardKey)) await begin(tx, deps, state, { ...one, cardKey });
}

async function begin(
  tx: Tx,
  deps: Pick<TellDeps, 'cards' | 'summaries'>,
  state: ThirdPartyState,
  fresh: Pick<Notice, 'kind' | 'entityId' | 'openId' | 'cardKey'>,
): Promise<void> {
  const drawn = await draw(tx, deps, fresh, state);
  if (!drawn) return;
  await addNotice(tx, { ...fresh, instanceId: state.record.instanceId, face: drawn.face });
  await send(tx, state, { ...fresh, tries: 0 }, drawn);
}

/** A send that came to nothing is followed by one under another key, which is the same card. */
const sendKeyOf = ({ cardKey, tries }: Pick<Notice, 'cardKey' | 'tries'>) =>
  tries === 0 ? cardKey : `${cardKey}#${tries}`;

async function send(
  tx: Tx,
  { record }: ThirdPartyState,
  notice: Pick<Notice, 'kind' | 'cardKey' | 'openId' | 'tries'>,
  { card }: Drawn,
): Promise<void> {
  const { kind, cardKey, openId, tries } = notice;
  const outgoing = {
    to: { kind: 'person', openId },
    card,
    about: { approvalCode: record.approvalCode, instanceCode: referenceTo(record.instanceId) },
    report: { queue: toldQueue.name, payload: { cardKey } },
    ...(kind === 'cc' && {
      press: { kind: 'external-notice', owner: openId, about: cardKey } as const,
    }),
    ...(tries > 0 ? { again: cardKey } : {}),
  } satisfies Outgoing;
  await sendCard(tx, sendKeyOf(notice), outgoing, bulkSendQueue);
}

/** What has changed for one card: it is not sent if it is not on its way yet and not needed, and changed if it is there. */
export async function keepUp(
  tx: Tx,
  deps: Pick<TellDeps, 'cards' | 'summaries'>,
  state: ThirdPartyState,
  { notice, wanted }: { notice: Notice; wanted: boolean },
): Promise<void> {
  const drawn = await draw(tx, deps, notice, state);
  if (notice.state === 'owed') {
    if (!wanted || !drawn) return;
    await changeNotice(tx, { ...notice, state: 'asked', face: drawn.face });
    return send(tx, state, notice, drawn);
  }
  if (!drawn || drawn.face === notice.face) return;
  if (notice.state === 'sent') return beginPatch(tx, notice);
  if (notice.state !== 'asked' || !(await withdrawJob(tx, bulkSendQueue.name, sendKeyOf(notice)))) return;
  if (!wanted) return changeNotice(tx, { ...notice, state: 'owed' });
  await changeNotice(tx, { ...notice, face: drawn.face });
  await send(tx, state, notice, drawn);
}

/** One change of a card at a time: what comes meanwhile is found at its end. */
async function beginPatch(tx: Tx, notice: Notice): Promise<void> {
  const { cardKey, patches } = notice;
  await changeNotice(tx, { ...notice, state: 'patching', patches: patches + 1 });
  await patchQueue.add(tx, { key: `${cardKey}@${patches + 1}`, payload: { cardKey } });
}
