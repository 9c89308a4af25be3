import type { AddedCc, ReadMark } from '../../store/tables/third-party-ccs.ts';
import type { ThirdPartyRecord } from '../../store/tables/third-party-instances.ts';
import {
  isReplace,
  type ThirdPartyCc,
  type ThirdPartyInstance,
} from '../../store/third-party-document/documented.ts';
import { LIMITS } from '../../store/third-party-document/fields.ts';

/** One call about an instance. */
export interface Outgoing {
  body: ThirdPartyInstance;
  /** Its update_time. */
  time: number;
  /** What is to be noted when it has worked. */
  given: string[];
  gone: string[];
  marks: string[];
  /** What is left over for a further call. */
  left: ThirdPartyInstance | undefined;
  more: boolean;
}

/** What Feishu is to be given next: what is pending of the system's, with what people have added through the bot. */
export function compose(record: ThirdPartyRecord, added: AddedCc[], marks: ReadMark[]): Outgoing {
  const { pending, whole } = record;
  const base: ThirdPartyInstance = pending ?? { ...head(whole), update_mode: 'UPDATE' };
  const { first, left } = cut(base);
  const anew = isReplace(base);
  const read = new Set(marks.map((mark) => mark.ccId));
  const unsent = new Set(marks.filter((mark) => !mark.given).map((mark) => mark.ccId));
  const wanted = anew ? added : added.filter((cc) => !cc.given || unsent.has(cc.ccId));
  const own = first.cc_list?.map((cc) => marked(cc, read)) ?? [];
  const room = LIMITS.ccs - own.length;
  const carried = wanted.slice(0, room);
  const others = anew ? [] : rereadOf(whole, own, unsent).slice(0, room - carried.length);
  const ours = carried.map((cc) => marked(asCc(cc, whole), read));
  const ccs = [...own, ...others, ...ours];
  const time = timeOf(record, base);
  const ids = new Set(ccs.map((cc) => cc.cc_id));
  return {
    body: {
      ...withTextualEnds(first),
      approval_code: record.approvalCode,
      update_time: String(time),
      ...(ccs.length > 0 && { cc_list: ccs }),
    },
    time,
    given: carried.map((cc) => cc.ccId),
    gone: anew ? wanted.slice(room).map((cc) => cc.ccId) : [],
    marks: [...read].filter((id) => ids.has(id)),
    left,
    more: left !== undefined || wanted.length > carried.length,
  };
}

/** The platform's own example has the number 0, its description a string: what comes in may be either. */
const withTextualEnds = ({ task_list: tasks, ...body }: ThirdPartyInstance): ThirdPartyInstance => ({
  ...body,
  end_time: String(body.end_time),
  ...(tasks && { task_list: tasks.map((task) => ({ ...task, end_time: String(task.end_time) })) }),
});

/** The same call again has the same time; any other one a larger time than all before. */
function timeOf({ revision, triedRevision, triedTime }: ThirdPartyRecord, base: ThirdPartyInstance): number {
  return triedRevision === revision ? triedTime : Math.max(Number(base.update_time), triedTime + 1);
}

function head({ task_list: _tasks, cc_list: _ccs, ...rest }: ThirdPartyInstance): ThirdPartyInstance {
  return rest;
}

/** Several pushes in one may be longer than a call can be. */
function cut(base: ThirdPartyInstance): { first: ThirdPartyInstance; left: ThirdPartyInstance | undefined } {
  const { task_list: tasks = [], cc_list: ccs = [] } = base;
  if (tasks.length <= LIMITS.tasks && ccs.length <= LIMITS.ccs) return { first: base, left: undefined };
  const left = { task_list: tasks.slice(LIMITS.tasks), cc_list: ccs.slice(LIMITS.ccs) };
  return {
    first: { ...base, task_list: tasks.slice(0, LIMITS.tasks), cc_list: ccs.slice(0, LIMITS.ccs) },
    left: { ...base, ...left, update_mode: 'UPDATE' },
  };
}

/** What was marked as read stays read. Its time is the one after the system's, so that the system's next one is newer still. */
function marked(cc: ThirdPartyCc, read: Set<string>): ThirdPartyCc {
  if (cc.read_status === 'READ' || !read.has(cc.cc_id)) return cc;
  return { ...cc, read_status: 'READ', update_time: String(Number(cc.update_time) + 1) };
}

/** Copies of the system that were marked as read, which no other reason sends. */
const rereadOf = (whole: ThirdPartyInstance, sent: ThirdPartyCc[], unsent: Set<string>): ThirdPartyCc[] =>
  (whole.cc_list ?? [])
    .filter((cc) => unsent.has(cc.cc_id) && !sent.some((one) => one.cc_id === cc.cc_id))
    .map((cc) => marked(cc, unsent));

const asCc = (cc: AddedCc, { links }: ThirdPartyInstance): ThirdPartyCc => ({
  cc_id: cc.ccId,
  ...(cc.userId && { user_id: cc.userId }),
  ...(cc.openId && { open_id: cc.openId }),
  links,
  read_status: 'UNREAD',
  title: cc.title,
  create_time: String(cc.createdAt),
  update_time: String(cc.createdAt),
});
