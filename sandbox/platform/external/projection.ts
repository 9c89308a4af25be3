import type { Copy, Definition, Instance, InstanceStatus, Task } from '../approval/model.ts';
import { capitals, derivedHex } from '../ids.ts';
import type { Platform } from '../platform.ts';
import type { Person } from '../world/schema.ts';
import type { CcBody, InstanceBody } from './body.ts';
import { textOf } from './definition-body.ts';

const STATUS: Readonly<Record<InstanceBody['status'], InstanceStatus>> = {
  PENDING: 'PENDING',
  APPROVED: 'APPROVED',
  REJECTED: 'REJECTED',
  CANCELED: 'CANCELED',
  DELETED: 'DELETED',
  HIDDEN: 'PENDING',
  TERMINATED: 'CANCELED',
};

interface Ids {
  readonly user_id?: string | undefined;
  readonly open_id?: string | undefined;
}

function personOf({ user_id, open_id }: Ids, { directory }: Platform): Person | undefined {
  return (
    (open_id ? directory.find('open_id', open_id) : undefined) ??
    (user_id ? directory.find('user_id', user_id) : undefined)
  );
}

/** An initiator who is nobody here: a department, or somebody of another company. */
function strangerOf(body: InstanceBody): Person {
  const name = textOf(body.i18n_resources, body.user_name);
  const ids = { open_id: body.open_id ?? '', user_id: body.user_id ?? '', union_id: '' };
  return { handle: '', name, ...ids, department_id: body.department_id ?? '' } as Person;
}

export const handleOf = (instanceId: string) => `external:${instanceId}`;
export const instanceCodeOf = (instanceId: string) => capitals(derivedHex(`external instance ${instanceId}`));

/** Ids that are there twice are not shown at all. */
function once<T>(rows: readonly T[] | undefined, idOf: (row: T) => string, body: InstanceBody): T[] {
  const ids = [
    body.instance_id,
    ...(body.task_list ?? []).map((one) => one.task_id),
    ...(body.cc_list ?? []).map((one) => one.cc_id),
  ];
  return (rows ?? []).filter((row) => ids.filter((id) => id === idOf(row)).length === 1);
}

const moment = (time: string | number) => Number(time) || undefined;

/** The instance as lists, the approval centre and people see it. */
export function project(body: InstanceBody, definition: Definition, platform: Platform): Instance {
  const { approvals } = platform;
  const text = (key: string | undefined) => textOf(body.i18n_resources, key);
  const code = instanceCodeOf(body.instance_id);
  const before = approvals.instances.find((one) => one.instance_code === code);
  const initiator = personOf(body, platform) ?? strangerOf(body);
  const instance: Instance = {
    handle: handleOf(body.instance_id),
    instance_code: code,
    uuid: derivedHex(`uuid of ${code}`, 8),
    serial_number: businessKey(body.extra),
    definition,
    initiator,
    status: STATUS[body.status],
    reverted: false,
    started_at: Number(body.start_time),
    ended_at: moment(body.end_time),
    form: (body.form ?? []).map(({ name, value }) => ({ id: text(name), type: 'text', value: text(value) })),
    tasks: once(body.task_list, (one) => one.task_id, body).flatMap((task): Task[] => {
      const approver = personOf(task, platform);
      if (!approver) return [];
      const { task_id: id, status, create_time, end_time } = task;
      const times = { started_at: Number(create_time), ended_at: moment(end_time) };
      return [{ id, node_id: task.node_id ?? '', approver, type: 'AND', status, ...times }];
    }),
    later: [],
    timeline: [],
    comments: [],
    external: {
      id: body.instance_id,
      title: text(body.title) || definition.name,
      pc_link: body.links.pc_link ?? body.links.mobile_link ?? '',
      mobile_link: body.links.mobile_link ?? body.links.pc_link ?? '',
    },
  };
  for (const cc of once(body.cc_list, (one) => one.cc_id, body)) addCopy(instance, cc, before, platform);
  return instance;
}

function addCopy(instance: Instance, cc: CcBody, before: Instance | undefined, platform: Platform): void {
  const recipient = personOf(cc, platform);
  if (!recipient) return;
  const known = before?.timeline.flatMap((entry) => entry.copies).find((copy) => copy.cc_id === cc.cc_id);
  const copy: Copy = {
    cc_id: cc.cc_id,
    instance,
    recipient,
    by: instance.initiator,
    created_at: Number(cc.create_time),
    title: cc.title,
    link: { pc_link: cc.links.pc_link ?? '', mobile_link: cc.links.mobile_link ?? '' },
    version: cc.update_time,
    read_at: readAt(cc, known, platform.clock.now()),
  };
  const { by, created_at: at } = copy;
  instance.timeline.push({ type: 'CC', at, by, task_id: undefined, comment: undefined, copies: [copy] });
}

/** What was read in the approval centre stays so until the copy itself comes anew. */
function readAt(cc: CcBody, known: Copy | undefined, now: number): number | undefined {
  if (cc.read_status === 'READ') return known?.read_at ?? now;
  return known?.version === cc.update_time ? known.read_at : undefined;
}

function businessKey(extra: string | undefined): string {
  try {
    return String(JSON.parse(extra || '{}').business_key ?? '');
  } catch {
    return '';
  }
}
