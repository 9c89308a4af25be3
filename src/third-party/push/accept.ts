import { createHash } from 'node:crypto';
import type { Db, Tx } from '../../store/db.ts';
import { realCodeOf } from '../../store/tables/third-party-definitions.ts';
import {
  addThirdParty,
  changeThirdParty,
  findThirdParty,
  holdThirdParty,
  type ThirdPartyRecord,
} from '../../store/tables/third-party-instances.ts';
import { isReplace, type ThirdPartyInstance } from '../../store/third-party-document/documented.ts';
import { addSync, retryRefused } from '../sync/sync-queue.ts';
import { follow, merge } from './merge.ts';
import { mergedRules } from './merged-rules.ts';
import { type NotIts, notIts } from './ownership.ts';
import type { Problem } from './problems.ts';

/** What became of a push. */
export type Acceptance =
  | { outcome: 'accepted' | 'known'; record: ThirdPartyRecord; ignored: string[] }
  | { outcome: 'stale'; updateTime: number }
  | { outcome: 'moved' }
  | NotIts
  | { outcome: 'invalid'; problems: Problem[] };

/**
 * Takes a push in: durable when it resolves, with the job that brings it to Feishu. The last push again is `known`; one
 * that is not newer than the last is `stale`; `taken` is an instance of another system, `foreign` a definition of another one;
 * `guessing` comes after too many of the former; `moved` is an instance of another definition; `invalid` does not go with what was pushed before.
 */
export function acceptPush(db: Db, system: string, push: ThirdPartyInstance): Promise<Acceptance> {
  return db.transaction(async (tx) => {
    const approvalCode = await realCodeOf(tx, push.approval_code);
    const coming = {
      instanceId: push.instance_id,
      approvalCode,
      updateTime: Number(push.update_time),
      mode: isReplace(push) ? ('REPLACE' as const) : ('UPDATE' as const),
      digest: digestOf(push),
    };
    const before = await findThirdParty(tx, push.instance_id);
    const refused = await notIts(tx, system, push, before);
    if (refused) return refused;
    if (await addThirdParty(tx, { ...coming, system, whole: push })) {
      await addSync(tx, { instanceId: push.instance_id, revision: 1 });
      return accepted(tx, push.instance_id, []);
    }
    const last = (await holdThirdParty(tx, push.instance_id)) as ThirdPartyRecord;
    // Another replica has taken in the same id since it was looked for.
    if (last.system !== system) return (await notIts(tx, system, push, last)) ?? { outcome: 'taken' };
    // A definition may have got its code at Feishu since then.
    if ((await realCodeOf(tx, last.approvalCode)) !== approvalCode) return { outcome: 'moved' };
    if (last.digest === coming.digest) return again(tx, last);
    if (coming.updateTime <= last.updateTime) return { outcome: 'stale', updateTime: last.updateTime };
    return succeed(tx, last, { ...coming, push });
  });
}

/** A push that was refused is tried once more, in case the reason is gone; nothing else comes of the last push again. */
async function again(tx: Tx, last: ThirdPartyRecord): Promise<Acceptance> {
  if (last.state !== 'refused') return { outcome: 'known', record: last, ignored: [] };
  await retryRefused(tx, last);
  return accepted(tx, last.instanceId, []);
}

type Coming = Pick<ThirdPartyRecord, 'instanceId' | 'approvalCode' | 'updateTime' | 'mode' | 'digest'> & {
  push: ThirdPartyInstance;
};

async function succeed(tx: Tx, last: ThirdPartyRecord, { push, ...coming }: Coming): Promise<Acceptance> {
  const { merged, ignored } = isReplace(push) ? { merged: push, ignored: [] } : merge(last.whole, push);
  const problems = isReplace(push) ? [] : mergedRules(last.whole, push, merged);
  if (problems.length > 0) return { outcome: 'invalid', problems };
  const revision = last.revision + 1;
  await changeThirdParty(tx, { ...coming, whole: merged, pending: follow(last.pending, push), revision });
  await addSync(tx, { instanceId: coming.instanceId, revision });
  return accepted(tx, coming.instanceId, ignored);
}

async function accepted(tx: Tx, instanceId: string, ignored: string[]): Promise<Acceptance> {
  const record = (await findThirdParty(tx, instanceId)) as ThirdPartyRecord;
  return { outcome: 'accepted', record, ignored };
}

/** The same for the same fields, in whichever order they come. */
function digestOf(push: ThirdPartyInstance): string {
  const sorted = (_key: string, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value;
  return createHash('sha256').update(JSON.stringify(push, sorted)).digest('hex');
}
