import { z } from 'zod';
import { type InstanceStatus, instanceStatus } from '../lib/instance-status.ts';
import { type CcEntry, ccEntry, type TimelineEntry, timelineEntry } from './cc-entry.ts';
import { type HistoryEntry, historyIn } from './history.ts';
import { text } from './listed.ts';

/** A native approval instance as the rest of the bot knows it. Times are Unix ms, people are open_ids. */
export interface ApprovalInstance {
  approvalCode: string;
  instanceCode: string;
  approvalName: string;
  serialNumber: string;
  initiator: string;
  status: InstanceStatus;
  startedAt: number;
  /** What was filled in, as JSON. */
  form: string;
  approvers: string[];
  /** Whose decisions it waits for, and since when; 0 where that is not told. */
  waiting: { openId: string; since: number }[];
  /** What was decided so far. */
  history: HistoryEntry[];
  ccs: CcEntry[];
  /** Everyone of whom the answer tells both ids. */
  people: { userId: string; openId: string }[];
}

const id = z.string().nullish();

/** https://open.feishu.cn/document/server-docs/approval-v4/instance/get */
export const instanceAnswer = z
  .object({
    approval_code: z.string(),
    instance_code: z.string(),
    approval_name: z.string(),
    serial_number: id,
    user_id: id,
    open_id: id,
    status: text,
    reverted: z.boolean().nullish(),
    start_time: z.coerce.number().catch(0),
    form: text,
    task_list: z
      .array(z.object({ user_id: id, open_id: id, status: id, start_time: z.coerce.number().catch(0) }))
      .nullish(),
    timeline: z.array(timelineEntry).nullish(),
  })
  .transform((raw): ApprovalInstance => {
    const people = peopleIn(raw);
    const openIds = new Map(people.map(({ userId, openId }) => [userId, openId]));
    return {
      approvalCode: raw.approval_code,
      instanceCode: raw.instance_code,
      approvalName: raw.approval_name,
      serialNumber: raw.serial_number ?? '',
      initiator: raw.open_id ?? '',
      status: instanceStatus(raw.status, raw.reverted === true),
      startedAt: raw.start_time,
      form: raw.form,
      approvers: present((raw.task_list ?? []).map((task) => task.open_id)),
      waiting: (raw.task_list ?? []).flatMap(({ status, open_id: openId, start_time: since }) =>
        status === 'PENDING' && openId ? [{ openId, since }] : [],
      ),
      history: historyIn(raw.timeline ?? [], (userId) => openIds.get(userId)),
      ccs: (raw.timeline ?? [])
        .filter((entry) => entry.type === 'CC')
        .map((entry) => ccEntry(entry, (userId) => openIds.get(userId))),
      people,
    };
  });

const present = (ids: (string | null | undefined)[]) =>
  [...new Set(ids.filter((value) => !!value))] as string[];

type Ids = { user_id?: string | null | undefined; open_id?: string | null | undefined };

/** Everyone of whom the answer tells both ids. */
function peopleIn(
  raw: Ids & { task_list?: Ids[] | null | undefined; timeline?: TimelineEntry[] | null | undefined },
) {
  const entries = (raw.timeline ?? []).flatMap((entry) => [entry, entry.ext, ...(entry.cc_user_list ?? [])]);
  const known = [raw, ...(raw.task_list ?? []), ...entries].flatMap(
    ({ user_id, open_id }): [string, string][] => (user_id && open_id ? [[user_id, open_id]] : []),
  );
  return [...new Map(known)].map(([userId, openId]) => ({ userId, openId }));
}
