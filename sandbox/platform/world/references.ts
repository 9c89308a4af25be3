import type { DefinitionSpec, InstanceSpec } from './approvals.ts';

type Path = (string | number)[];
interface Issues {
  addIssue(issue: { code: 'custom'; path: Path; message: string }): void;
}

interface Parts {
  settings: { subscribed: readonly string[] };
  people: readonly {
    handle: string;
    open_id: string;
    union_id: string;
    user_id: string;
    email?: string | undefined;
  }[];
  chats: readonly { handle: string; chat_id: string; members: readonly string[] }[];
  user_groups: readonly { id: string; members: readonly string[] }[];
  roles: readonly { id: string; members: readonly string[] }[];
  definitions: readonly DefinitionSpec[];
  instances: readonly InstanceSpec[];
  demo?:
    | { from: string; chat: string; instance: string; to: readonly string[]; readers: readonly string[] }
    | undefined;
}

type Report = (path: Path, message: string) => void;

function checkUnique(list: readonly object[], name: string, keys: readonly string[], report: Report): void {
  for (const key of keys) {
    const seen = new Map<unknown, number>();
    list.forEach((item, index) => {
      const value = (item as Record<string, unknown>)[key];
      if (value === undefined) return;
      const first = seen.get(value);
      if (first === undefined) seen.set(value, index);
      else
        report(
          [name, index, key],
          `${JSON.stringify(value)} is taken by ${name}[${first}]; it must be unique`,
        );
    });
  }
}

function checkKnown(handles: ReadonlySet<string>, kind: string, report: Report) {
  return (value: string, path: Path) => {
    if (!handles.has(value))
      report(path, `there is no ${kind} "${value}"; known: ${[...handles].join(', ')}`);
  };
}

type Known = ReturnType<typeof checkKnown>;

function checkDefinition(definition: DefinitionSpec, path: Path, person: Known): void {
  if (definition.kind === 'external') return;
  definition.admins.forEach((admin, index) => {
    person(admin, [...path, 'admins', index]);
  });
  definition.viewers.forEach((viewer, index) => {
    if (viewer.type === 'USER') person(viewer.id ?? '', [...path, 'viewers', index, 'id']);
  });
  definition.node_list.forEach((node, n) => {
    node.approvers?.forEach((handle, i) => {
      person(handle, [...path, 'node_list', n, 'approvers', i]);
    });
    node.approver_chosen_range?.forEach((range, r) => {
      if (range.approver_range_type !== 2) return;
      range.approver_range_ids.forEach((id, i) => {
        person(id, [...path, 'node_list', n, 'approver_chosen_range', r, 'approver_range_ids', i]);
      });
    });
  });
}

function checkPeopleOf(instance: InstanceSpec, path: Path, person: Known): void {
  person(instance.initiator, [...path, 'initiator']);
  instance.tasks.forEach((task, i) => {
    person(task.approver, [...path, 'tasks', i, 'approver']);
  });
  instance.later.forEach((step, i) => {
    person(step.approver, [...path, 'later', i, 'approver']);
  });
  instance.timeline.forEach((entry, i) => {
    person(entry.by, [...path, 'timeline', i, 'by']);
  });
  instance.comments.forEach((comment, i) => {
    person(comment.by, [...path, 'comments', i, 'by']);
  });
  instance.ccs.forEach((cc, i) => {
    person(cc.by, [...path, 'ccs', i, 'by']);
    cc.to.forEach((row, j) => {
      person(row.person, [...path, 'ccs', i, 'to', j, 'person']);
    });
  });
}

function checkAgainstDefinition(
  instance: InstanceSpec,
  of: DefinitionSpec | undefined,
  path: Path,
  report: Report,
): void {
  if (of === undefined) return;
  if (of.kind === 'external') {
    if (!instance.external) report([...path, 'external'], 'an instance of a third-party definition needs it');
    return;
  }
  if (instance.external) report([...path, 'external'], 'only instances of third-party definitions have it');
  const widgets = new Map(of.form.map((widget) => [widget.id, widget.type]));
  instance.form.forEach((value, i) => {
    if (widgets.get(value.id) !== value.type) {
      const known = [...widgets].map(([id, type]) => `${id} (${type})`).join(', ');
      report([...path, 'form', i], `the definition has no such widget; it has ${known}`);
    }
  });
  const nodes = new Set(of.node_list.map((node) => node.node_id));
  for (const list of ['tasks', 'later'] as const) {
    instance[list].forEach((step, i) => {
      if (!nodes.has(step.node))
        report([...path, list, i, 'node'], 'the definition has no node with this node_id');
    });
  }
}

function checkDemo(world: Parts, demo: NonNullable<Parts['demo']>, person: Known, report: Report): void {
  const chat = checkKnown(new Set(world.chats.map(({ handle }) => handle)), 'chat', report);
  const instance = checkKnown(new Set(world.instances.map(({ handle }) => handle)), 'instance', report);
  person(demo.from, ['demo', 'from']);
  chat(demo.chat, ['demo', 'chat']);
  instance(demo.instance, ['demo', 'instance']);
  for (const list of ['to', 'readers'] as const) {
    demo[list].forEach((handle, i) => {
      person(handle, ['demo', list, i]);
    });
  }
}

/** Checks what one field alone can't show: unique ids, and that whatever is named exists. */
export function checkReferences(world: Parts, context: Issues): void {
  const report: Report = (path, message) => context.addIssue({ code: 'custom', path, message });
  checkUnique(world.people, 'people', ['handle', 'open_id', 'union_id', 'user_id', 'email'], report);
  checkUnique(world.chats, 'chats', ['handle', 'chat_id'], report);
  checkUnique(world.definitions, 'definitions', ['handle', 'approval_code', 'approval_id'], report);
  checkUnique(world.instances, 'instances', ['handle', 'instance_code', 'uuid', 'serial_number'], report);
  const person = checkKnown(new Set(world.people.map((p) => p.handle)), 'person', report);
  const definition = checkKnown(new Set(world.definitions.map((d) => d.handle)), 'definition', report);
  if (world.demo) checkDemo(world, world.demo, person, report);
  world.settings.subscribed.forEach((handle, i) => {
    definition(handle, ['settings', 'subscribed', i]);
  });
  world.chats.forEach((chat, c) => {
    chat.members.forEach((member, m) => {
      person(member, ['chats', c, 'members', m]);
    });
  });
  for (const list of ['user_groups', 'roles'] as const) {
    checkUnique(world[list], list, ['id'], report);
    world[list].forEach((circle, c) => {
      circle.members.forEach((member, m) => {
        person(member, [list, c, 'members', m]);
      });
    });
  }
  world.definitions.forEach((item, d) => {
    checkDefinition(item, ['definitions', d], person);
  });
  world.instances.forEach((instance, i) => {
    const path: Path = ['instances', i];
    definition(instance.definition, [...path, 'definition']);
    checkPeopleOf(instance, path, person);
    checkAgainstDefinition(
      instance,
      world.definitions.find((d) => d.handle === instance.definition),
      path,
      report,
    );
  });
}
