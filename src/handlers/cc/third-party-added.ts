import type { JobHandler } from '../../jobs/perform.ts';
import type { Tx } from '../../store/db.ts';
import type { CcRequest } from '../../store/tables/cc-requests.ts';
import { addingRequests } from '../../store/tables/cc-requests-third-party.ts';
import { addedCcs, dropAddedCc } from '../../store/tables/third-party-ccs.ts';
import { referenceTo } from '../../store/third-party-reference.ts';
import { ccIdOf } from '../../third-party/instance/added-cc.ts';
import { asInstance } from '../../third-party/instance/as-instance.ts';
import { holdState } from '../../third-party/instance/state.ts';
import { type AddedPayload, addedQueue } from '../../third-party/sync/outcome-queues.ts';
import { syncAdditions } from '../../third-party/sync/sync-queue.ts';
import { RefusedThere } from './problems.ts';
import { type ReportDeps, reportFailure, reportSuccess } from './report.ts';

/**
 * The job that tells what has become of copies of a third-party instance: the receipt once Feishu has all of a request, or
 * that it won't have them. Those are taken back then, so that they don't keep its system's next push from getting there.
 */
export const addedJob = (deps: ReportDeps): JobHandler =>
  addedQueue.handler({ run: async (job) => (tx) => settle(tx, deps, job.payload) });

/** What is refused while a later revision is on its way is settled by that one: it may have what this one lacks. */
async function settle(
  tx: Tx,
  deps: ReportDeps,
  { instanceId, refused, revision }: AddedPayload,
): Promise<void> {
  const state = await holdState(tx, instanceId);
  const requests = state ? await addingRequests(tx, referenceTo(instanceId)) : [];
  if (!state || requests.length === 0) return;
  const final = refused && state.record.revision <= revision;
  const given = new Set((await addedCcs(tx, instanceId)).filter((cc) => cc.given).map(({ ccId }) => ccId));
  let dropped = false;
  for (const request of requests) {
    if (idsOf(request).every((id) => given.has(id)))
      await reportSuccess(tx, deps, request, asInstance(state));
    else if (final) {
      for (const id of idsOf(request)) await dropAddedCc(tx, id);
      await reportFailure(tx, deps, request, new RefusedThere());
      dropped = true;
    }
  }
  if (dropped) await syncAdditions(tx, instanceId);
}

const idsOf = ({ id, recipients }: CcRequest) => recipients.map((openId) => ccIdOf(id, openId));
