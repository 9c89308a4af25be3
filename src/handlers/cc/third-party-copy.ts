import type { Writes } from '../../jobs/perform.ts';
import { learnPeople } from '../../read-state/learn.ts';
import type { Tx } from '../../store/db.ts';
import type { CcRequest } from '../../store/tables/cc-requests.ts';
import { markAdding } from '../../store/tables/cc-requests-third-party.ts';
import { addCc } from '../../store/tables/third-party-ccs.ts';
import { LIMITS } from '../../store/third-party-document/fields.ts';
import { ccIdOf } from '../../third-party/instance/added-cc.ts';
import { readThirdParty } from '../../third-party/instance/as-instance.ts';
import { holdState, type ThirdPartyState } from '../../third-party/instance/state.ts';
import { defaultTitle } from '../../third-party/instance/words.ts';
import { syncAdditions } from '../../third-party/sync/sync-queue.ts';
import type { CcDeps } from './deps.ts';
import { Deleted, Full, HadIt, NotTheirs } from './problems.ts';
import { mayCopy } from './read-instance.ts';
import { reportFailure } from './report.ts';

/**
 * Copies a third-party instance: the copies are the bot's own rows, which every call about the instance carries from then
 * on. What has become of them is told once Feishu has them. Throws `NotTheirs`.
 */
export async function copyThirdParty(
  deps: Pick<CcDeps, 'admins' | 'cards' | 'clock' | 'db' | 'directory' | 'links' | 'time'>,
  request: CcRequest,
  instanceId: string,
): Promise<Writes | undefined> {
  if (request.state !== 'pending') return undefined;
  const instance = await readThirdParty(deps, instanceId, request.sender);
  if (!instance || !mayCopy(request.sender, instance, deps.admins)) throw new NotTheirs();
  return async (tx) => {
    await learnPeople(tx, deps.clock, instance.people);
    const state = await holdState(tx, instanceId);
    const problem = state ? await add(tx, deps, request, state) : new NotTheirs();
    if (problem) await reportFailure(tx, deps, request, problem);
  };
}

/** Nobody gets a second copy, or one of what its system has deleted; a list that is full takes none of them. */
async function add(
  tx: Tx,
  { time }: Pick<CcDeps, 'time'>,
  request: CcRequest,
  { record, copies }: ThirdPartyState,
): Promise<Error | undefined> {
  const { instanceId, whole } = record;
  if (whole.status === 'DELETED') return new Deleted();
  const having = new Set(copies.map(({ openId }) => openId));
  const hadIt = request.recipients.filter((openId) => having.has(openId));
  const fresh = request.recipients.filter((openId) => !having.has(openId));
  if (fresh.length === 0) return new HadIt();
  if (copies.length + fresh.length > LIMITS.ccs) return new Full(copies.length, LIMITS.ccs);
  if (!(await markAdding(tx, request.id, { fresh, hadIt }))) return undefined;
  const title = defaultTitle(whole);
  for (const openId of fresh)
    await addCc(tx, {
      ccId: ccIdOf(request.id, openId),
      instanceId,
      userId: null,
      openId,
      addedBy: request.sender,
      title,
      createdAt: time.estimate(),
    });
  await syncAdditions(tx, instanceId);
  return undefined;
}
