import { z } from 'zod';
import { type InstanceStatus, instanceStatus } from './instance-status.ts';

/** One entry of the CC history. */
export interface CcEntry {
  /** open_id of the person who copied it; empty when Feishu does not say. */
  by: string;
  /** Unix ms. */
  at: number;
  /** Empty when there is none, or Feishu does not say. */
  comment: string;
  to: { openId: string; ccId: string }[];
}

/** A native approval instance as the rest of the bot knows it. Times are Unix ms, people are open_ids. */
export interface ApprovalInstance {
  approvalCode: string;
  instanceCode: string;
  approvalName: string;
  serialNumber: string;
  initiator: string;
  status: InstanceStatus;
  startedAt: number;
  approvers: string[];
  /** Whose decision it waits for. */
  waiting: string[];
  /** Who rejected it last and why, if somebody did. */
  rejection: { by: string; comment: string } | undefined;
  ccs: CcEntry[];
  /** Everyone of whom the answer tells both ids. */
  people: { userId: string; openId: string }[];
}

const id = z.string().nullish();
const timelineEntry = z.object({
  type: z.string(),
  user_id: id,
  open_id: id,
  create_time: z.coerce.number().catch(0),
  comment: id,
  cc_user_list: z.array(z.object({ user_id: id, open_id: id, cc_id: id })).nullish(),
});

/** https://open.feishu.cn/document/server-docs/approval-v4/instance/get */
export const instanceAnswer = z
  .object({
    approval_code: z.string(),
    instance_code: z.string(),
    approval_name: z.string(),
    serial_number: id,
    user_id: id,
    open_id: id,
    status: z.string(),
    reverted: z.boolean().nullish(),
    start_time: z.coerce.number().catch(0),
    task_list: z.array(z.object({ user_id: id, open_id: id, status: id })).nullish(),
    timeline: z.array(timelineEntry).nullish(),
  })
  .transform(
    (raw): ApprovalInstance => ({
      approvalCode: raw.approval_code,
      instanceCode: raw.instance_code,
      approvalName: raw.approval_name,
      serialNumber: raw.serial_number ?? '',
      initiator: raw.open_id ?? '',
      status: instanceStatus(raw.status, raw.reverted === true),
      startedAt: raw.start_time,
      approvers: present((raw.task_list ?? []).map((task) => task.open_id)),
      waiting: present(
        (raw.task_list ?? []).filter((task) => task.status === 'PENDING').map((task) => task.open_id),
      ),
      rejection: rejectionIn(raw.timeline ?? []),
      ccs: (raw.timeline ?? []).filter((entry) => entry.type === 'CC').map(ccEntry),
      people: withBothIds([
        raw,
        ...(raw.task_list ?? []),
        ...(raw.timeline ?? []).flatMap((entry) => [entry, ...(entry.cc_user_list ?? [])]),
      ]),
    }),
  );

function rejectionIn(timeline: z.infer<typeof timelineEntry>[]): ApprovalInstance['rejection'] {
  const last = timeline.filter((entry) => entry.type === 'REJECT').at(-1);
  return last && { by: last.open_id ?? '', comment: last.comment ?? '' };
}

function ccEntry(entry: z.infer<typeof timelineEntry>): CcEntry {
  const to = (entry.cc_user_list ?? []).flatMap((person) =>
    person.open_id ? [{ openId: person.open_id, ccId: person.cc_id ?? '' }] : [],
  );
  return { by: entry.open_id ?? '', at: entry.create_time, comment: entry.comment ?? '', to };
}

const present = (ids: (string | null | undefined)[]) =>
  [...new Set(ids.filter((value) => !!value))] as string[];

type Ids = { user_id?: string | null | undefined; open_id?: string | null | undefined };

function withBothIds(people: Ids[]): ApprovalInstance['people'] {
  const known = people.flatMap(({ user_id, open_id }): [string, string][] =>
    user_id && open_id ? [[user_id, open_id]] : [],
  );
  return [...new Map(known)].map(([userId, openId]) => ({ userId, openId }));
}
