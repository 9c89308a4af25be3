import type { Tx } from '../../store/db.ts';
import { giveCcsAgain } from '../../store/tables/third-party-ccs.ts';
import { noteDifference, noteRepair } from '../../store/tables/third-party-comparison.ts';
import {
  holdThirdParty,
  nextRevision,
  type ThirdPartyRecord,
} from '../../store/tables/third-party-instances.ts';
import { addSync } from './sync-queue.ts';

/**
 * Has Feishu be given the whole of an instance once more, after a comparison has found that it has it otherwise. Gently
 * the first time: a REPLACE forgets who has read what. Nothing if the instance was changed since it was compared.
 */
export async function sendWhole(
  tx: Tx,
  compared: ThirdPartyRecord,
  { theirs, thorough }: { theirs: number; thorough: boolean },
): Promise<void> {
  const { instanceId } = compared;
  const record = await holdThirdParty(tx, instanceId);
  if (record?.revision !== compared.revision) return;
  const update_mode = thorough || record.repairs > 0 ? 'REPLACE' : 'UPDATE';
  await noteDifference(tx, instanceId, theirs);
  await giveCcsAgain(tx, instanceId);
  const revision = await nextRevision(tx, instanceId, { ...record.whole, update_mode });
  await addSync(tx, { instanceId, revision });
}

/** Has Feishu be given once more what people have added, after the call with it has failed for good. */
export async function sendBehind(
  tx: Tx,
  { instanceId, revision }: Pick<ThirdPartyRecord, 'instanceId' | 'revision'>,
): Promise<void> {
  const record = await holdThirdParty(tx, instanceId);
  if (record?.revision !== revision) return;
  await noteRepair(tx, instanceId);
  await addSync(tx, { instanceId, revision: await nextRevision(tx, instanceId) });
}
