import type { CardBook } from '../../cards/book.ts';
import type { Notice } from '../../cards/views.ts';
import type { DirectoryPort } from '../../feishu/directory.ts';
import type { JobHandler, Writes } from '../../jobs/perform.ts';
import { type Clock, DAY_MS } from '../../lib/clock.ts';
import { GiveUp } from '../../lib/outcome.ts';
import { withoutStops } from '../../lib/words.ts';
import { sendCard } from '../../outbound/outbox.ts';
import { learnPeople } from '../../read-state/learn.ts';
import type { Db, Tx } from '../../store/db.ts';
import { openIdOf } from '../../store/tables/people.ts';
import { type ActionRecord, endAction, findAction } from '../../store/tables/third-party-actions.ts';
import { deliver } from './deliver.ts';
import { forwardQueue } from './deps.ts';
import { placesBySystem } from './turns-by-system.ts';

export interface ForwardDeps {
  db: Db;
  clock: Clock;
  cards: CardBook;
  directory: Pick<DirectoryPort, 'openIdOf'>;
  /** By system: where its actions go to, and what they are signed with, the current secret first. */
  webhooks: Record<string, string>;
  secrets: Record<string, string[]>;
}

const PATIENCE_MS = DAY_MS;
/** From here on the request that brought the action may be answered already; after the second it is over for sure. */
const ANSWERED_MS = 3_000;
const OVER_MS = 5_000;

/** The job that forwards an action to its system, again and again for a day, under one id. */
export function forwardJob(deps: ForwardDeps): JobHandler {
  const place = placesBySystem();
  return forwardQueue.handler({
    patienceMs: PATIENCE_MS,
    async run(job) {
      const action = await findAction(deps.db, job.key);
      if (action?.state !== 'pending') return undefined;
      return place(action.system, () => forward(deps, action));
    },
    async gaveUp(job, _error, tx) {
      const action = await endAction(tx, job.key, 'failed');
      if (action) await tell(tx, deps, action, { key: 'quick.failed_later', level: 'error' });
    },
  });
}

async function forward(deps: ForwardDeps, action: ActionRecord): Promise<Writes> {
  const { system, id } = action;
  const url = deps.webhooks[system];
  const secrets = deps.secrets[system];
  await learnLate(deps, action);
  if (!url || !secrets) throw new GiveUp(`EXTERNAL_WEBHOOKS has no address for ${system} any more`);
  const delivery = await deliver({ url, secrets, id, body: bodyOf(action), at: deps.clock.now() });
  if (!delivery.taken) return refused(deps, action, delivery.message);
  return async (tx) => {
    await endAction(tx, id, 'done');
  };
}

/** As Standard Webhooks lays a body out; the same for every attempt. */
const bodyOf = ({ content, createdAt }: ActionRecord) =>
  JSON.stringify({
    type: 'approval.quick_action',
    timestamp: new Date(createdAt).toISOString(),
    data: content,
  });

async function refused(
  deps: Pick<ForwardDeps, 'cards' | 'clock' | 'db' | 'directory'>,
  action: ActionRecord,
  message: string,
): Promise<Writes> {
  await learnLate(deps, action);
  return async (tx) => {
    const ended = await endAction(tx, action.id, 'refused', message);
    const view = {
      key: 'quick.refused_later',
      params: { message: withoutStops(message) },
      level: 'warning',
    } as const;
    if (ended) await tell(tx, deps, ended, view);
  };
}

/** A card needs the open_id of a person whom Feishu named by user_id alone. */
async function learnLate(
  deps: Pick<ForwardDeps, 'clock' | 'db' | 'directory'>,
  action: ActionRecord,
): Promise<void> {
  const { db, directory, clock } = deps;
  const { userId } = action;
  if (clock.now() - action.createdAt < ANSWERED_MS && !action.told) return;
  if (await openIdOf(db, userId)) return;
  const openId = await directory.openIdOf(userId).catch(() => undefined);
  if (openId) await db.transaction((tx) => learnPeople(tx, clock, [{ userId, openId }]));
}

/** Tells the person by a card what the answer to Feishu could not say any more. */
async function tell(
  tx: Tx,
  deps: Pick<ForwardDeps, 'cards' | 'clock'>,
  action: ActionRecord,
  view: Notice,
): Promise<void> {
  const late = action.told || deps.clock.now() - action.createdAt > OVER_MS;
  const openId = late ? await openIdOf(tx, action.userId) : undefined;
  if (!openId) return;
  const card = deps.cards.notice(view);
  await sendCard(tx, `quick:${action.id}`, { to: { kind: 'person', openId }, card });
}
