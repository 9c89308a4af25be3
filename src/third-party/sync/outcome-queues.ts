import { z } from 'zod';
import { defineQueue } from '../../jobs/define-queue.ts';
import type { Tx } from '../../store/db.ts';

const given = z.object({ instanceId: z.string() });
type GivenPayload = z.infer<typeof given>;
const added = given.extend({
  refused: z.boolean(),
  /** Which Feishu has been given or has refused. */
  revision: z.number(),
});
export type AddedPayload = z.infer<typeof added>;

/** Jobs of this queue say: Feishu has been given a revision of an instance, or what is shown of it may have changed. */
export const givenQueue = defineQueue('external.given', given);
/** Jobs of this queue say: it is settled what becomes of copies that people have added to an instance. */
export const addedQueue = defineQueue('external.added', added);

/** Tells that Feishu has been given a revision, with copies that people have added or without. */
export async function announceGiven(
  tx: Tx,
  { instanceId, revision, withAdded }: GivenPayload & { revision: number; withAdded: boolean },
): Promise<void> {
  const key = `${instanceId}:${revision}`;
  await givenQueue.add(tx, { key, payload: { instanceId } });
  if (withAdded) await addedQueue.add(tx, { key, payload: { instanceId, revision, refused: false } });
}

/** Tells that Feishu will not take a revision. */
export async function announceRefused(
  tx: Tx,
  { instanceId, revision }: GivenPayload & { revision: number },
): Promise<void> {
  const payload = { instanceId, revision, refused: true };
  await addedQueue.add(tx, { key: `${instanceId}:${revision}:refused`, payload });
}
