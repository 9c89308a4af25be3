import { refuse } from '../errors.ts';
import { emitInstance } from '../events/approval-events.ts';
import { capitals } from '../ids.ts';
import type { Platform } from '../platform.ts';
import type { Person } from '../world/schema.ts';
import { stepsOf } from './flow.ts';
import type { Entry } from './form/entry.ts';
import { shownForm } from './form/shown.ts';
import type { Instance, NativeDefinition } from './model.ts';
import { proceed } from './transitions.ts';

/** One uuid makes one instance, without regard to case. */
export function checkUnused(given: string | undefined, { approvals }: Platform): void {
  const uuid = given?.toLowerCase();
  if (uuid && approvals.instances.some((one) => one.uuid.toLowerCase() === uuid)) refuse(60012);
}

/** Who belongs to several departments may start in the name of any of them. */
export function checkDepartment(given: string | undefined, person: Person, { world }: Platform) {
  if (!given) return;
  const department = world.departments.find((one) => one.department_id === given);
  const own = [person.department_id, ...person.more_departments];
  if (!department || !own.includes(department.open_department_id))
    refuse(1390001, 'ext=department_id is no department of the initiator');
}

/** What a creation of either generation comes down to, once it is checked. */
interface Start {
  readonly definition: NativeDefinition;
  readonly initiator: Person;
  readonly uuid: string | undefined;
  readonly entries: readonly Entry[];
  readonly chosen: ReadonlyMap<string, readonly Person[]>;
}

/** Starts an instance, with its events. */
export function start({ definition, initiator, uuid, entries, chosen }: Start, platform: Platform): Instance {
  const { approvals, clock, ids } = platform;
  const now = clock.now();
  const day = new Date(now + 8 * 3_600_000).toISOString().slice(0, 10).replaceAll('-', '');
  const instance: Instance = {
    handle: `created-${approvals.instances.length + 1}`,
    instance_code: capitals(ids.hex(32)),
    uuid: uuid ?? ids.hex(8),
    serial_number: `${day}${String(9000 + approvals.instances.length)}`,
    definition,
    initiator,
    status: 'PENDING',
    reverted: false,
    started_at: now,
    ended_at: undefined,
    form: shownForm(entries, definition),
    tasks: [],
    later: stepsOf(definition, chosen, platform),
    timeline: [{ type: 'START', at: now, by: initiator, task_id: undefined, comment: undefined, copies: [] }],
    comments: [],
    external: undefined,
  };
  approvals.instances.push(instance);
  void emitInstance(instance, platform);
  proceed(instance, platform);
  platform.changes.tell({ kind: 'approvals' });
  return instance;
}
