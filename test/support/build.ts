import { execFileSync } from 'node:child_process';
import { projectRoot } from '../../src/lib/project-root.ts';

/** Drills run the compiled program, and browsers the built page: both have to be what these sources make. */
export function setup() {
  execFileSync(process.execPath, ['scripts/build.mjs'], { cwd: projectRoot(), stdio: 'inherit' });
}
