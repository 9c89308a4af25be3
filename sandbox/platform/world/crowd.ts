import type { World } from './schema.ts';

/** The world with this many further people (`person-0` …), so that a load of answers fits the limit of 5/s to each. */
export function withCrowd(world: World, count: number): World {
  const [model] = world.people;
  if (!model) throw new Error('the world has nobody to take after');
  const digits = (n: number) => String(n).padStart(32, '0');
  const crowd = Array.from({ length: count }, (_, n) => ({
    ...model,
    handle: `person-${n}`,
    name: `Person ${n}`,
    email: `person-${n}@example.com`,
    open_id: `ou_${digits(n)}`,
    union_id: `on_${digits(n)}`,
    user_id: `u${digits(n).slice(-7)}`,
  }));
  return { ...world, people: [...world.people, ...crowd] };
}
