import type { Platform } from '../platform.ts';
import { hasScope, USER_ID_SCOPE } from '../platform.ts';
import type { Person } from '../world/schema.ts';
import { definitionName } from './definitions.ts';
import { filledIn, inLanguage, type Translate } from './languages.ts';
import type { Instance, Task, TimelineEntry } from './model.ts';

interface Ids {
  open_id: string;
  user_id?: string;
}

function taskAnswer(
  task: Task,
  instance: Instance,
  idsOf: (person: Person) => Ids,
  translate: Translate,
): object {
  const { definition } = instance;
  const nodes = definition.kind === 'native' ? definition.node_list : [];
  const node = nodes.find((candidate) => candidate.node_id === task.node_id);
  return {
    id: task.id,
    ...idsOf(task.approver),
    status: task.status,
    node_id: task.node_id,
    node_name: translate(node?.name ?? ''),
    ...(node?.custom_node_id !== undefined && { custom_node_id: node.custom_node_id }),
    type: task.type,
    start_time: String(task.started_at),
    end_time: String(task.ended_at ?? 0),
  };
}

type IdsOf = (person: Person) => Ids;
type CcTimeline = Platform['world']['settings']['variants']['cc_timeline'];

function timelineAnswer(entry: TimelineEntry, idsOf: IdsOf, variant: CcTimeline): object {
  return {
    type: entry.type,
    create_time: String(entry.at),
    ...idsOf(entry.by),
    ...(entry.task_id !== undefined && { task_id: entry.task_id }),
    ...(entry.comment !== undefined && { comment: entry.comment }),
    ext: '{}',
    node_key: '',
    ...(entry.type === 'CC' && ccAnswer(entry, idsOf, variant)),
  };
}

function ccAnswer({ by, copies }: TimelineEntry, idsOf: IdsOf, variant: CcTimeline): object {
  const people = copies.map(({ recipient }) => idsOf(recipient));
  const copier = idsOf(by);
  const lists = {
    user_id_list: people.flatMap(({ user_id }) => user_id ?? []),
    open_id_list: people.map(({ open_id }) => open_id),
  };
  const named = copies.map(({ cc_id, recipient }) => ({ cc_id, ...idsOf(recipient) }));
  const nobody = { open_id: '', user_id: '' };
  const answers: Record<CcTimeline, object> = {
    documented: { ...lists, cc_user_list: named, ext: JSON.stringify(copier) },
    'no open_id': { ...nobody, ...lists, cc_user_list: named, ext: JSON.stringify(copier) },
    lists: { ...nobody, ...lists, ext: JSON.stringify(copier) },
    ext: { ...nobody, ext: JSON.stringify({ ...copier, ...lists }) },
    user_ids: { open_id: '', cc_user_list: named.map((one) => ({ ...one, open_id: '' })), ext: '' },
  };
  return answers[variant];
}

/** An instance in full, as `GET instances/:id` answers it. user_ids are shown only with their scope. */
export function instanceAnswer(instance: Instance, language: string | undefined, platform: Platform): object {
  const showsUserIds = hasScope(platform, USER_ID_SCOPE);
  const idsOf = (person: Person): Ids => ({
    open_id: person.open_id,
    ...(showsUserIds && { user_id: person.user_id }),
  });
  const translate = inLanguage(platform, language);
  return {
    approval_name: definitionName(instance.definition, language),
    approval_code: instance.definition.approval_code,
    instance_code: instance.instance_code,
    serial_number: instance.serial_number,
    start_time: String(instance.started_at),
    end_time: String(instance.ended_at ?? 0),
    ...idsOf(instance.initiator),
    department_id: instance.initiator.department_id,
    status: instance.status,
    uuid: instance.uuid,
    form: JSON.stringify(filledIn(instance.form, translate)),
    reverted: instance.reverted,
    task_list: instance.tasks.map((task) => taskAnswer(task, instance, idsOf, translate)),
    comment_list: instance.comments.map(({ id, by, at, comment }) => ({
      id,
      ...idsOf(by),
      comment,
      create_time: String(at),
      files: [],
    })),
    timeline: instance.timeline.map((entry) =>
      timelineAnswer(entry, idsOf, platform.world.settings.variants.cc_timeline),
    ),
  };
}
