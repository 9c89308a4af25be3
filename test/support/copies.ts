import { type World, withCrowd } from '../../sandbox/platform/index.ts';

type InstanceSpec = World['instances'][number];

let serial = 0;

/** Adds one instance for each age (such as `-3d`), each copied to a person at that time and not read. */
export function copied(
  world: World,
  to: string,
  ages: readonly string[],
  over: Partial<Pick<InstanceSpec, 'definition' | 'status' | 'external' | 'initiator'>> = {},
): string[] {
  return ages.map((age) => {
    const spec = instanceSince(age);
    const recipient = { person: to, cc_id: String(75 * 10 ** 14 + serial) };
    world.instances.push({ ...spec, ccs: [{ by: 'zhangsan', at: age, to: [recipient] }], ...over });
    return spec.handle;
  });
}

/** Adds so many people and the instance `copied-to-all`, copied to all of them by several, 20 at a time; the first have read it. */
export function copiedToCrowd(world: World, people: number, readers: number): void {
  Object.assign(world, withCrowd(world, people));
  const age = '-2d';
  const ccs = Array.from({ length: Math.ceil(people / 20) }, (_, n) => ({
    by: n % 2 ? 'zhangsan' : 'lisi',
    at: age,
    to: Array.from({ length: Math.min(20, people - n * 20) }, (_, k) => ({
      person: `person-${n * 20 + k}`,
      cc_id: String(76 * 10 ** 14 + n * 20 + k),
      ...(n * 20 + k < readers ? { read: '-1d' } : {}),
    })),
  }));
  world.instances.push({ ...instanceSince(age), handle: 'copied-to-all', ccs });
}

function instanceSince(age: string): InstanceSpec {
  const n = ++serial;
  const hex = n.toString(16).toUpperCase().padStart(12, '0');
  return {
    handle: `copied-${n}`,
    definition: 'purchase',
    instance_code: `81D31358-93AF-92D6-7425-${hex}`,
    uuid: `0f0d7c0e-5a1b-4a52-9a54-${hex.toLowerCase()}`,
    serial_number: `2026${String(n).padStart(8, '0')}`,
    initiator: 'zhangsan',
    status: 'PENDING',
    reverted: false,
    started: age,
    form: [],
    tasks: [],
    later: [],
    timeline: [],
    comments: [],
    ccs: [],
  };
}

export const repeated = (age: string, times: number): string[] => Array.from({ length: times }, () => age);
