import { createHash } from 'node:crypto';
import type { QuickRefusal } from '../../cards/keys.ts';
import { within } from '../../lib/async/within.ts';
import { InvalidId } from '../../lib/ids.ts';
import { learnPeople } from '../../read-state/learn.ts';
import type { Tx } from '../../store/db.ts';
import { openIdOf } from '../../store/tables/people.ts';
import { actionSealed, actionsOn, addAction } from '../../store/tables/third-party-actions.ts';
import { holdThirdParty } from '../../store/tables/third-party-instances.ts';
import type { QuickAction } from './action.ts';
import { forwardQueue, type QuickDeps } from './deps.ts';
import { type Actor, needsOpenId, offers, taskFor } from './task.ts';

/** The id under which the action is kept, new or as it was before; or why it is not taken. */
export type Taken = { id: string } | { refused: QuickRefusal };

/** A directory that takes longer leaves no time for the rest. */
const LOOK_UP_MS = 1_000;

/**
 * Takes an action in: durable when it resolves, with the job that forwards it. The same encrypted request again, and the
 * same action while it is under way or until the system has said something new, is the one that is there.
 */
export async function takeAction(
  deps: QuickDeps,
  action: QuickAction,
  seal: string | undefined,
): Promise<Taken> {
  const { db } = deps;
  const before = seal && (await actionSealed(db, seal));
  if (before) return { id: before.id };
  const actor = await actorOf(deps, action);
  if (!actor) return { refused: 'quick.try_again' };
  return db.transaction((tx) => takeIn(tx, deps, { action, actor, seal }));
}

/** Who acts; undefined when it takes the directory to know, and that can't say now. */
async function actorOf(
  deps: Pick<QuickDeps, 'clock' | 'db' | 'directory' | 'log'>,
  action: QuickAction,
): Promise<Actor | undefined> {
  const { db, directory, clock, log } = deps;
  const userId = action.user_id;
  if (!(await needsOpenId(db, action))) return { userId, openId: undefined };
  const known = await openIdOf(db, userId);
  if (known) return { userId, openId: known };
  const asked = directory.openIdOf(userId).then(
    (openId) => ({ userId, openId }),
    (error) => {
      if (error instanceof InvalidId) return { userId, openId: undefined };
      log.warn({ err: error }, 'who acts on a third-party task can not be looked up');
      return undefined;
    },
  );
  return within(clock, LOOK_UP_MS, asked);
}

interface Given {
  action: QuickAction;
  actor: Actor;
  seal: string | undefined;
}

async function takeIn(
  tx: Tx,
  deps: Pick<QuickDeps, 'clock' | 'newId' | 'webhooks'>,
  { action, actor, seal }: Given,
): Promise<Taken> {
  const meant = await taskFor(tx, action, actor);
  // Held from here on, so that two actions, or an action and a push, come one after the other.
  if (meant === 'several') return { refused: 'quick.several' };
  const record = meant && (await holdThirdParty(tx, meant.instanceId));
  const current = record && (await taskFor(tx, { ...action, instance_id: record.instanceId }, actor));
  const before = seal && (await actionSealed(tx, seal));
  if (before) return { id: before.id };
  if (!current || current === 'several') return { refused: 'quick.not_found' };
  if (actor.openId) await learnPeople(tx, deps.clock, [{ userId: actor.userId, openId: actor.openId }]);
  if (!offers(current.task, action) || !deps.webhooks[record.system]) return { refused: 'quick.unsupported' };
  const digest = createHash('sha256').update(JSON.stringify(action)).digest('hex');
  const taskId = current.task.task_id;
  const earlier = await actionsOn(tx, { instanceId: record.instanceId, taskId }, record.acceptedAt);
  const same = earlier.find(
    (one) => one.digest === digest && (one.state === 'pending' || one.state === 'done'),
  );
  if (same) return { id: same.id };
  if (earlier.some((one) => one.state === 'pending')) return { refused: 'quick.in_progress' };
  const id = `msg_${deps.newId()}`;
  const { instanceId, system } = record;
  const content = { ...action, instance_id: instanceId, task_id: taskId };
  await addAction(tx, { id, seal, instanceId, taskId, userId: action.user_id, system, digest, content });
  await forwardQueue.add(tx, { key: id, payload: {} });
  return { id };
}
