import type { ApprovalInstance } from '../../feishu/approval-instance.ts';
import { isUnreadable } from '../../feishu/approvals.ts';
import type { CcEntry } from '../../feishu/cc-entry.ts';
import type { JobHandler, Writes } from '../../jobs/perform.ts';
import type { Language } from '../../lib/language.ts';
import { Postpone } from '../../lib/outcome.ts';
import { type CcRequest, findRequest, markSending } from '../../store/tables/cc-requests.ts';
import { languagesOf } from '../../store/tables/person-languages.ts';
import { referredTo } from '../../store/third-party-reference.ts';
import { type CcDeps, copyQueue, requestOfCopy } from './deps.ts';
import { NotTheirs, Uncertain } from './problems.ts';
import { mayCopy, named, readIn } from './read-instance.ts';
import { type ReportDeps, reportFailure, reportSuccess } from './report.ts';
import { countOf, send, withoutThem } from './send.ts';
import { copyThirdParty } from './third-party-copy.ts';

type CopyDeps = ReportDeps &
  Pick<CcDeps, 'admins' | 'approvals' | 'db' | 'directory' | 'time' | 'translations'>;

/**
 * The job that copies an instance once. Feishu has no idempotency key here, so the CC entries that are there before the
 * call are written down first; after a crash or a lost answer, new entries by this sender tell what the call has done.
 */
export function copyJob(deps: CopyDeps): JobHandler {
  const { db, approvals } = deps;

  async function run(request: CcRequest): Promise<Writes | undefined> {
    if (request.state !== 'pending' && request.state !== 'sending') return undefined;
    const instanceId = referredTo(request.instanceCode ?? '');
    if (instanceId !== undefined) return copyThirdParty(deps, request, instanceId);
    const instance = await read(request);
    const missing = await stillMissing(request, instance);
    const refused = missing.length > 0 && (await send(deps, request, instance, missing));
    if (refused && countOf(refused) > 0)
      return withoutThem(deps, request, instance.instanceCode, missing, refused);
    const shown = await named(deps, instance, await readersOf(request));
    return (tx) => reportSuccess(tx, deps, request, shown);
  }

  /** Who sees the receipt, and the recipients, as far as it is known what they read: they find the copy in their lists. */
  async function readersOf(request: CcRequest): Promise<Language[]> {
    const theirs = await languagesOf(db, request.recipients);
    return [...(await readIn(deps, request)), ...theirs.flatMap((language) => language ?? [])];
  }

  /** What can't be read is to the person the same as an instance that is not theirs, or, after a call, uncertain. */
  async function read({ instanceCode, state }: CcRequest): Promise<ApprovalInstance> {
    try {
      return await approvals.instance(instanceCode ?? '');
    } catch (error) {
      // Whatever keeps it from being read, the call before may have copied it.
      if (state === 'sending') throw new Uncertain(`unread after a call: ${error}`, { cause: error });
      throw isUnreadable(error) ? new NotTheirs() : error;
    }
  }

  async function stillMissing(request: CcRequest, instance: ApprovalInstance): Promise<string[]> {
    if (request.state === 'sending') return notReached(request, instance);
    if (!mayCopy(request.sender, instance, deps.admins)) throw new NotTheirs();
    const ours = await markSending(db, request.id, entryIds(instance));
    if (!ours) throw new Postpone(5_000, 'another worker has begun to send this');
    return request.recipients;
  }

  return copyQueue.handler({
    async run(job) {
      const request = await findRequest(db, requestOfCopy(job.key));
      if (!request) return undefined;
      try {
        return await run(request);
      } catch (error) {
        if (error instanceof NotTheirs) return (tx) => reportFailure(tx, deps, request, error);
        throw error;
      }
    },
    async gaveUp(job, error, tx) {
      const request = await findRequest(tx, requestOfCopy(job.key));
      if (request) await reportFailure(tx, deps, request, error);
    },
  });
}

const entryId = (entry: CcEntry, person: CcEntry['to'][number]) =>
  `${person.ccId || entry.at}:${person.openId}`;

/** Stands for those of whom an entry does not say who they are. */
const SOMEBODY = { openId: '?', ccId: '' };
const peopleOf = ({ to, unnamed }: CcEntry) => (unnamed > 0 ? [...to, SOMEBODY] : to);

const entryIds = (instance: ApprovalInstance) =>
  instance.ccs.flatMap((entry) => peopleOf(entry).map((person) => entryId(entry, person)));

/**
 * The recipients whom no entry of this request has reached since the call was prepared. Another request of the sender may
 * have been carried out meanwhile: its comment tells it apart. What an entry does not say counts as a match: copying twice
 * is worse.
 */
export function notReached(
  request: Pick<CcRequest, 'sender' | 'recipients' | 'comment' | 'knownCcs'>,
  instance: ApprovalInstance,
) {
  const known = new Set(request.knownCcs ?? []);
  const mayBeOurs = ({ by, comment }: CcEntry) =>
    [request.sender, ''].includes(by) && [request.comment, ''].includes(comment);
  const reached = new Set(
    instance.ccs
      .filter(mayBeOurs)
      .flatMap((entry) => peopleOf(entry).filter((person) => !known.has(entryId(entry, person))))
      .map((person) => person.openId),
  );
  if (reached.has(SOMEBODY.openId)) return [];
  return request.recipients.filter((openId) => !reached.has(openId));
}
