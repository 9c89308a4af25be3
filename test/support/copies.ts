import type { World } from '../../sandbox/platform/index.ts';

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
    const n = ++serial;
    const hex = n.toString(16).toUpperCase().padStart(12, '0');
    const handle = `copied-${n}`;
    world.instances.push({
      handle,
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
      ccs: [{ by: 'zhangsan', at: age, to: [{ person: to, cc_id: String(75 * 10 ** 14 + n) }] }],
      ...over,
    } as InstanceSpec);
    return handle;
  });
}

export const repeated = (age: string, times: number): string[] => Array.from({ length: times }, () => age);
