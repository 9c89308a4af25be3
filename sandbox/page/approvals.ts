import type { Copy, Instance, Person, Platform } from '../platform/index.ts';
import { valueText } from './form-text.ts';
import type { ApprovalDetail, ApprovalLists, ApprovalRow, Decision, TimelineRow } from './protocol.ts';

function fieldsOf({ definition, form }: Instance): { name: string; value: string }[] {
  const widgets = definition.kind === 'native' ? definition.form : [];
  return form.map(({ id, value }) => ({
    name: widgets.find((widget) => widget.id === id)?.name ?? id,
    value: valueText(value),
  }));
}

function rowView(instance: Instance, key: string, at: number, unread = false): ApprovalRow {
  const { definition, external } = instance;
  const { name, names } = definition;
  const fields = fieldsOf(instance).slice(0, 2);
  return {
    key,
    instance_code: instance.instance_code,
    serial_number: instance.serial_number,
    name: { zh_cn: name, en_us: names['en-US'] ?? name, ja_jp: names['ja-JP'] ?? name },
    status: instance.status,
    initiator: instance.initiator.handle,
    at,
    unread,
    summary: external?.title ?? fields.map((field) => `${field.name}: ${field.value}`).join(' · '),
  };
}

const copyView = (copy: Copy): ApprovalRow =>
  rowView(copy.instance, copy.cc_id, copy.created_at, copy.read_at === undefined);

const newestFirst = (rows: ApprovalRow[]) => rows.sort((a, b) => b.at - a.at);

/** The four lists of a person's approval centre. */
export function listsView(person: Person, { approvals }: Platform): ApprovalLists {
  const instances = approvals.instances.filter(({ status }) => status !== 'DELETED');
  const tasks = (pending: boolean) =>
    instances.flatMap((instance) =>
      instance.tasks
        .filter((task) => task.approver === person && (task.status === 'PENDING') === pending)
        .map((task) => rowView(instance, task.id, task.started_at)),
    );
  const mine = instances.filter(({ initiator }) => initiator === person);
  return {
    todo: newestFirst(tasks(true)),
    done: newestFirst(tasks(false)),
    cc: newestFirst(approvals.copies.filter((copy) => copy.recipient === person).map(copyView)),
    mine: newestFirst(mine.map((instance) => rowView(instance, instance.instance_code, instance.started_at))),
  };
}

function timelineView(instance: Instance): TimelineRow[] {
  return instance.timeline.map(({ type, at, by, comment, copies }) => ({
    type,
    at,
    by: by.handle,
    ...(comment !== undefined && { comment }),
    to: copies.map((copy) => copy.recipient.handle),
  }));
}

function decisionsOf(instance: Instance, person: Person): Decision[] {
  // Those of other systems are decided there.
  if (instance.status !== 'PENDING' || instance.external) return [];
  const asked = instance.tasks.some((task) => task.approver === person && task.status === 'PENDING');
  return [
    ...(asked ? (['approve', 'reject'] as const) : []),
    ...(instance.initiator === person ? (['withdraw'] as const) : []),
  ];
}

/** Whether a person has anything to do with an instance; else its page is closed to them. */
function mayOpen(instance: Instance, person: Person, { approvals }: Platform): boolean {
  return (
    instance.initiator === person ||
    instance.tasks.some((task) => task.approver === person) ||
    approvals.copies.some((copy) => copy.instance === instance && copy.recipient === person)
  );
}

/**
 * The page of an instance.
 * @throws when there is none with this code, or none for this person
 */
export function detailView(
  code: string,
  person: Person,
  platform: Platform,
): { instance: Instance; view: ApprovalDetail } {
  const instance = platform.approvals.instance(code);
  if (instance === undefined || !mayOpen(instance, person, platform))
    throw new Error(`${person.name} can't open ${code}: there is no such approval for them`);
  const view = {
    ...rowView(instance, instance.instance_code, instance.started_at),
    form: fieldsOf(instance),
    timeline: timelineView(instance),
    comments: instance.comments.map(({ by, at, comment }) => ({ by: by.handle, at, comment })),
    waiting: instance.tasks.filter((task) => task.status === 'PENDING').map((task) => task.approver.handle),
    may: decisionsOf(instance, person),
    ...(instance.external && { link: instance.external.pc_link }),
  };
  return { instance, view };
}
