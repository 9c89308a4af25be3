import { createHash } from 'node:crypto';
import { loadWorld, type World } from '../../sandbox/platform/index.ts';

const hex = (text: string, length: number) =>
  createHash('sha256').update(text).digest('hex').slice(0, length);

/** open_id of the n-th person. */
export const openIdOf = (n: number) => `ou_${hex(`open ${n}`, 32)}`;

/** How many copies wait for the n-th person: nothing for every fifth, else 1 to 300, mixed. */
export const unreadOf = (n: number) => (n % 5 === 0 ? 0 : ((n * 7919) % 300) + 1);

/** The world of the file with this many people and their unread copies, all within the last four weeks. */
export function company(worldFile: string, people: number): World {
  const world = loadWorld(worldFile);
  const [someone] = world.people;
  const everyone = Array.from({ length: people }, (_, n) => ({
    ...(someone as World['people'][number]),
    handle: `p${n}`,
    name: `员工${n}`,
    open_id: openIdOf(n),
    union_id: `on_${hex(`union ${n}`, 32)}`,
    user_id: hex(`user ${n}`, 8),
  }));
  const [shape] = world.instances;
  const instances = Array.from({ length: 300 }, (_, k) => ({
    ...(shape as World['instances'][number]),
    handle: `i${k}`,
    instance_code: `81D31358-93AF-92D6-7425-${String(k).padStart(12, '0')}`,
    uuid: `uuid-${k}`,
    serial_number: `20260401${String(k).padStart(4, '0')}`,
    initiator: 'p1',
    started: `-${1 + (k % 27)}d`,
    tasks: [],
    later: [],
    timeline: [],
    ccs: [
      {
        by: 'p1',
        at: `-${1 + (k % 27)}d`,
        to: everyone.flatMap((person, n) =>
          unreadOf(n) > k
            ? [{ person: person.handle, cc_id: `75${String(k * people + n).padStart(17, '0')}` }]
            : [],
        ),
      },
    ].filter((cc) => cc.to.length > 0),
  }));
  return { ...world, people: everyone, chats: [], instances };
}
