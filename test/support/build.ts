import { execFileSync } from 'node:child_process';
import { projectRoot } from '../../src/project-root.ts';

/** Drills run the compiled program in processes of their own, so it has to be the one that these sources make. */
export function setup() {
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: projectRoot(), stdio: 'inherit' });
}
