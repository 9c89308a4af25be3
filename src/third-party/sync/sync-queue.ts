import { addJob } from '../../jobs/queue.ts';
import type { Tx } from '../../store/db.ts';
import { syncKey } from '../../store/tables/third-party-sync.ts';

export const SYNC_QUEUE = 'external.sync';

export interface SyncPayload {
  instanceId: string;
  revision: number;
}

/** Has Feishu be given a revision of an instance, and whatever else is pending of it then. */
export async function addSync(tx: Tx, { instanceId, revision }: SyncPayload): Promise<void> {
  await addJob(tx, {
    queue: SYNC_QUEUE,
    key: syncKey(instanceId, revision),
    payload: { instanceId, revision } satisfies SyncPayload,
  });
}
