import { z } from 'zod';
import { defineQueue } from '../../jobs/define-queue.ts';
import type { Tx } from '../../store/db.ts';
import { realCodeOf } from '../../store/tables/third-party-definitions.ts';
import {
  changeThirdParty,
  nextRevision,
  type ThirdPartyRecord,
} from '../../store/tables/third-party-instances.ts';
import { syncKey } from '../../store/tables/third-party-sync.ts';

/** Has Feishu be given what people have added to an instance since the last call. */
export async function syncAdditions(tx: Tx, instanceId: string): Promise<void> {
  await addSync(tx, { instanceId, revision: await nextRevision(tx, instanceId) });
}

/** Has what Feishu refused sent once more. */
export async function retryRefused(tx: Tx, last: ThirdPartyRecord): Promise<void> {
  const { instanceId, updateTime, mode, digest, whole, pending = whole } = last;
  const revision = last.revision + 1;
  const approvalCode = await realCodeOf(tx, last.approvalCode);
  await changeThirdParty(tx, {
    instanceId,
    approvalCode,
    updateTime,
    mode,
    digest,
    whole,
    pending,
    revision,
  });
  await addSync(tx, { instanceId, revision });
}

const revised = z.object({ instanceId: z.string(), revision: z.number() });

export const syncQueue = defineQueue('external.sync', revised);

/** Has Feishu be given a revision of an instance, and whatever else is pending of it then. */
export async function addSync(tx: Tx, { instanceId, revision }: z.infer<typeof revised>): Promise<void> {
  await syncQueue.add(tx, { key: syncKey(instanceId, revision), payload: { instanceId, revision } });
}
