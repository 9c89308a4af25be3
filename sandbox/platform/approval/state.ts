import { derivedHex } from '../ids.ts';
import type { InstanceSpec } from '../world/approvals.ts';
import type { Directory } from '../world/directory.ts';
import { resolveMoment } from '../world/moment.ts';
import type { Person, World } from '../world/schema.ts';
import type { Copy, Definition, Instance, TimelineEntry, UploadedFile } from './model.ts';

/** The approvals of the tenant while the sandbox runs. */
export interface Approvals {
  readonly definitions: Definition[];
  readonly instances: Instance[];
  /** The files that were uploaded for forms, by their code. */
  readonly files: Map<string, UploadedFile>;
  /** Every CC row, oldest first. */
  readonly copies: Copy[];
  /** Those to one person, or all. */
  copiesTo(recipient: Person | undefined): readonly Copy[];
  /** Codes of the definitions whose events the app has subscribed to. */
  readonly subscriptions: Set<string>;
  definition(code: string): Definition | undefined;
  /** By instance code or by the uuid it was created with; both without regard to case. */
  instance(codeOrUuid: string): Instance | undefined;
  /** Adds an instance with its copies, in place of the one that had its code. */
  put(instance: Instance): void;
  /** @throws when no instance has this handle. */
  instanceByHandle(handle: string): Instance;
}

function timelineOf(
  spec: InstanceSpec,
  instance: Instance,
  directory: Directory,
  start: number,
): TimelineEntry[] {
  const acts: TimelineEntry[] = spec.timeline.map((entry) => ({
    type: entry.type,
    at: resolveMoment(entry.at, start),
    by: directory.person(entry.by),
    task_id: entry.task,
    comment: entry.comment,
    copies: [],
  }));
  const copies: TimelineEntry[] = spec.ccs.map((cc) => {
    const at = resolveMoment(cc.at, start);
    const by = directory.person(cc.by);
    const rows: Copy[] = cc.to.map((row) => ({
      cc_id: row.cc_id,
      instance,
      recipient: directory.person(row.person),
      by,
      created_at: at,
      title: cc.title,
      read_at: row.read === undefined ? undefined : resolveMoment(row.read, start),
    }));
    return { type: 'CC', at, by, task_id: undefined, comment: cc.comment, copies: rows };
  });
  return [...acts, ...copies].sort((a, b) => a.at - b.at);
}

function instanceOf(
  spec: InstanceSpec,
  definition: Definition,
  directory: Directory,
  start: number,
): Instance {
  const ended = spec.ended === undefined ? undefined : resolveMoment(spec.ended, start);
  const instance: Instance = {
    handle: spec.handle,
    instance_code: spec.instance_code,
    uuid: spec.uuid ?? derivedHex(`uuid of ${spec.instance_code}`, 8),
    serial_number: spec.serial_number,
    definition,
    initiator: directory.person(spec.initiator),
    status: spec.status,
    reverted: spec.reverted,
    started_at: resolveMoment(spec.started, start),
    ended_at: ended,
    form: spec.form,
    tasks: spec.tasks.map((task) => ({
      id: task.id,
      node_id: task.node,
      approver: directory.person(task.approver),
      type: task.type,
      status: task.status,
      started_at: resolveMoment(task.started, start),
      ended_at: task.ended === undefined ? undefined : resolveMoment(task.ended, start),
    })),
    later: spec.later.map(({ node, approver }) => ({
      node_id: node,
      type: 'AND' as const,
      approvers: [directory.person(approver)],
    })),
    timeline: [],
    comments: spec.comments.map((comment) => ({
      id: comment.id,
      by: directory.person(comment.by),
      at: resolveMoment(comment.at, start),
      comment: comment.comment,
    })),
    external: spec.external,
  };
  instance.timeline.push(...timelineOf(spec, instance, directory, start));
  return instance;
}

/** Finds the copies to a person without looking at all; copies are added at the end, and forgotten when some are taken out. */
function indexByRecipient(copies: readonly Copy[]) {
  const byPerson = new Map<Person, Copy[]>();
  let indexed = 0;
  const forget = () => {
    byPerson.clear();
    indexed = 0;
  };
  const copiesTo: Approvals['copiesTo'] = (recipient) => {
    if (recipient === undefined) return copies;
    for (const copy of copies.slice(indexed)) {
      const own = byPerson.get(copy.recipient);
      if (own) own.push(copy);
      else byPerson.set(copy.recipient, [copy]);
    }
    indexed = copies.length;
    return byPerson.get(recipient) ?? [];
  };
  return { copiesTo, forget };
}

const copiesOf = (instance: Instance) => instance.timeline.flatMap((entry) => entry.copies);
const takeOut = <T>(list: T[], gone: (one: T) => boolean) => {
  const kept = list.filter((one) => !gone(one));
  if (kept.length < list.length) list.splice(0, list.length, ...kept);
};

/** The approvals of the world, with its relative times counted from `start` (Unix ms). */
export function createApprovals(world: World, directory: Directory, start: number): Approvals {
  const definitionOf = (handle: string): Definition => {
    const definition = world.definitions.find((candidate) => candidate.handle === handle);
    if (definition) return definition;
    throw new Error(`the world has no definition "${handle}"`);
  };
  const instances = world.instances.map((spec) =>
    instanceOf(spec, definitionOf(spec.definition), directory, start),
  );
  const copies = instances.flatMap(copiesOf);
  copies.sort((a, b) => a.created_at - b.created_at);
  const index = indexByRecipient(copies);
  const definitions = [...world.definitions];
  return {
    definitions,
    instances,
    files: new Map(),
    copies,
    copiesTo: index.copiesTo,
    subscriptions: new Set(world.settings.subscribed.map((handle) => definitionOf(handle).approval_code)),
    put(instance) {
      const before = instances.findIndex((one) => one.instance_code === instance.instance_code);
      const [old] = before < 0 ? [] : instances.splice(before, 1, instance);
      if (!old) instances.push(instance);
      else if (copiesOf(old).length > 0) {
        takeOut(copies, (copy) => copy.instance === old);
        index.forget();
      }
      copies.push(...copiesOf(instance));
    },
    definition: (code) => definitions.find((definition) => definition.approval_code === code),
    instance(codeOrUuid) {
      const wanted = codeOrUuid.toLowerCase();
      return instances.find(
        (i) => i.instance_code.toLowerCase() === wanted || i.uuid.toLowerCase() === wanted,
      );
    },
    instanceByHandle(handle) {
      const instance = instances.find((candidate) => candidate.handle === handle);
      if (instance) return instance;
      throw new Error(
        `the world has no instance "${handle}"; it has ${instances.map((i) => i.handle).join(', ')}`,
      );
    },
  };
}
