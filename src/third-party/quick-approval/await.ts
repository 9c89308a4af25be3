import { noteTold, progressOf } from '../../store/tables/third-party-actions.ts';
import { forwardQueue, type QuickDeps } from './deps.ts';

/** Whether the person is told that all is well: it is done, or kept and on its way; or what the system said. */
export type Outcome = { fine: true } | { fine: false; message: string | undefined };

const LOOK_MS = 100;

/** Waits for the first attempt to forward an action, until a moment of the steady clock (ms) at the latest. */
export async function firstOutcome(
  { db, clock }: Pick<QuickDeps, 'db' | 'clock'>,
  id: string,
  until: number,
): Promise<Outcome> {
  for (;;) {
    const now = await progressOf(db, id, forwardQueue.name);
    if (now?.state === 'done') return { fine: true };
    if (now?.state !== 'pending') return { fine: false, message: now?.message };
    if ((now.tried || clock.steady() >= until) && (await noteTold(db, id))) return { fine: true };
    await clock.sleep(LOOK_MS);
  }
}
