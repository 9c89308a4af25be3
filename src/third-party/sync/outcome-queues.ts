import { addJob } from '../../jobs/queue.ts';
import type { Tx } from '../../store/db.ts';

/** Jobs of this queue say: Feishu has been given a revision of an instance, or what is shown of it may have changed. */
export const GIVEN_QUEUE = 'external.given';
/** Jobs of this queue say: it is settled what becomes of copies that people have added to an instance. */
export const ADDED_QUEUE = 'external.added';

export interface GivenPayload {
  instanceId: string;
}
export interface AddedPayload extends GivenPayload {
  refused: boolean;
  /** Which Feishu has been given or has refused. */
  revision: number;
}

/** Tells that Feishu has been given a revision, with copies that people have added or without. */
export async function announceGiven(
  tx: Tx,
  { instanceId, revision, withAdded }: GivenPayload & { revision: number; withAdded: boolean },
): Promise<void> {
  const key = `${instanceId}:${revision}`;
  await addJob(tx, { queue: GIVEN_QUEUE, key, payload: { instanceId } satisfies GivenPayload });
  const payload: AddedPayload = { instanceId, revision, refused: false };
  if (withAdded) await addJob(tx, { queue: ADDED_QUEUE, key, payload });
}

/** Tells that Feishu will not take a revision. */
export async function announceRefused(
  tx: Tx,
  { instanceId, revision }: GivenPayload & { revision: number },
): Promise<void> {
  const payload: AddedPayload = { instanceId, revision, refused: true };
  await addJob(tx, { queue: ADDED_QUEUE, key: `${instanceId}:${revision}:refused`, payload });
}
