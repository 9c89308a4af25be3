import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../lib/project-root.ts';
import { usageOf } from './manual.ts';
import { complain } from './operate.ts';

/**
 * The sandbox as a program of its own: it is the other side of the wire, and imports nothing of the bot. Ends with it;
 * returns its exit code.
 */
export async function sandbox(args: string[], stopAsked: Promise<NodeJS.Signals>): Promise<number> {
  if (args.some((arg) => arg !== '--once')) return complain(usageOf('sandbox'), 2);
  const root = projectRoot();
  const program = path.join(root, 'dist', 'sandbox', 'main.js');
  if (!existsSync(program)) return complain(`${program} is missing: run npm run build\n`, 1);
  const child = spawn(process.execPath, [program, ...args], { cwd: root, stdio: 'inherit' });
  void stopAsked.then((signal) => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
