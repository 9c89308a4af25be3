import path from 'node:path';
import { loadWorld, type World } from '../../sandbox/platform/index.ts';
import { projectRoot } from '../../src/lib/project-root.ts';

let world: World | undefined;

/** The sandbox's own world, to be bent at will. It is read once: reading it was a tenth of what a small test costs. */
export function exampleWorld(): World {
  world ??= loadWorld(path.join(projectRoot(), 'sandbox/world.yml'));
  return structuredClone(world);
}
