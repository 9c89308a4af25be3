import {
  type Copy,
  filledIn,
  type Instance,
  inLanguage,
  type Person,
  type Platform,
} from '../platform/index.ts';
import { valueText } from './form-text.ts';
import type { ApprovalDetail, ApprovalLists, ApprovalRow, Decision, TimelineRow } from './protocol.ts';

type World = Pick<Platform, 'world'>;

const LOCALES = { zh_cn: 'zh-CN', en_us: 'en-US', ja_jp: 'ja-JP' } as const;

const inEach = (text: (locale: string) => string): ApprovalRow['name'] => ({
  zh_cn: text(LOCALES.zh_cn),
  en_us: text(LOCALES.en_us),
  ja_jp: text(LOCALES.ja_jp),
});

/** The form of an instance as people read it: a third-party one in the words of its system. */
function fieldsOf({ definition, form }: Instance, world: World): ApprovalDetail['form'] {
  const isOurs = definition.kind === 'native';
  const widgets = isOurs ? definition.form : [];
  return form.map((one) => {
    const name = widgets.find((widget) => widget.id === one.id)?.name ?? one.id;
    return {
      name: inEach((locale) => (isOurs ? inLanguage(world, locale)(name) : name)),
      value: inEach((locale) => {
        const [shown = one] = isOurs ? filledIn([one], inLanguage(world, locale)) : [];
        return valueText((shown as typeof one).value);
      }),
    };
  });
}

function rowView(instance: Instance, world: World, key: string, at: number, unread = false): ApprovalRow {
  const { definition, external } = instance;
  const { name, names } = definition;
  const fields = fieldsOf(instance, world).slice(0, 2);
  const said = (language: keyof ApprovalRow['name']) =>
    external?.title ?? fields.map((field) => `${field.name[language]}: ${field.value[language]}`).join(' · ');
  return {
    key,
    instance_code: instance.instance_code,
    serial_number: instance.serial_number,
    name: { zh_cn: name, en_us: names['en-US'] ?? name, ja_jp: names['ja-JP'] ?? name },
    status: instance.status,
    initiator: instance.initiator.handle,
    at,
    unread,
    summary: { zh_cn: said('zh_cn'), en_us: said('en_us'), ja_jp: said('ja_jp') },
  };
}

const copyView = (copy: Copy, world: World): ApprovalRow =>
  rowView(copy.instance, world, copy.cc_id, copy.created_at, copy.read_at === undefined);

const newestFirst = (rows: ApprovalRow[]) => rows.sort((a, b) => b.at - a.at);

/** The four lists of a person's approval centre. */
export function listsView(person: Person, platform: Platform): ApprovalLists {
  const { approvals } = platform;
  const instances = approvals.instances.filter(({ status }) => status !== 'DELETED');
  const tasks = (pending: boolean) =>
    instances.flatMap((instance) =>
      instance.tasks
        .filter((task) => task.approver === person && (task.status === 'PENDING') === pending)
        .map((task) => rowView(instance, platform, task.id, task.started_at)),
    );
  const mine = instances.filter(({ initiator }) => initiator === person);
  return {
    todo: newestFirst(tasks(true)),
    done: newestFirst(tasks(false)),
    cc: newestFirst(
      approvals.copies.filter((copy) => copy.recipient === person).map((copy) => copyView(copy, platform)),
    ),
    mine: newestFirst(
      mine.map((instance) => rowView(instance, platform, instance.instance_code, instance.started_at)),
    ),
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

/** Whether the system of a third-party instance is told of what people decide here; else they decide there. */
function isForwarded({ definition }: Instance, { externals }: Platform): boolean {
  const known = externals.definitions.find(({ realCode }) => realCode === definition.approval_code);
  return Boolean(known?.body.external.action_callback_url);
}

function decisionsOf(instance: Instance, person: Person, platform: Platform): Decision[] {
  const isOurs = !instance.external || isForwarded(instance, platform);
  if (instance.status !== 'PENDING' || !isOurs) return [];
  const asked = instance.tasks.some((task) => task.approver === person && task.status === 'PENDING');
  return [
    ...(asked ? (['approve', 'reject'] as const) : []),
    ...(instance.initiator === person && !instance.external ? (['withdraw'] as const) : []),
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
    ...rowView(instance, platform, instance.instance_code, instance.started_at),
    form: fieldsOf(instance, platform),
    timeline: timelineView(instance),
    comments: instance.comments.map(({ by, at, comment }) => ({ by: by.handle, at, comment })),
    waiting: instance.tasks.filter((task) => task.status === 'PENDING').map((task) => task.approver.handle),
    may: decisionsOf(instance, person, platform),
    ...(instance.external && { link: instance.external.pc_link }),
  };
  return { instance, view };
}
