// Bundles the program and the chat page into dist/, unless they are what these very sources made before.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const note = path.join(root, 'dist', '.built-from');
const folders = ['src', 'sandbox', 'bench', 'scripts'];
const files = ['package.json', 'package-lock.json', 'tsconfig.json'];

/** By content, not by time: a checkout or a copy makes old files new. */
function fingerprint() {
  const hash = createHash('sha256');
  const sources = folders.flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name)),
  );
  for (const file of [...sources.sort(), ...files.map((name) => path.join(root, name))])
    hash
      .update(`${path.relative(root, file)}\0`)
      .update(readFileSync(file))
      .update('\0');
  return hash.digest('hex');
}

function noted() {
  try {
    return readFileSync(note, 'utf8');
  } catch {
    return '';
  }
}

const now = fingerprint();
if (noted() !== now) {
  const run = (program, ...args) =>
    execFileSync(path.join(root, 'node_modules/.bin', program), args, { cwd: root, stdio: 'inherit' });
  // A build that fails half way is not taken for one that succeeded, and what was left out since does not stay.
  rmSync(path.dirname(note), { recursive: true, force: true });
  try {
    run('vite', 'build', '-c', 'scripts/program.vite.config.ts');
    run('vite', 'build', '-c', 'sandbox/web/vite.config.ts');
  } catch {
    process.exit(1);
  }
  mkdirSync(path.dirname(note), { recursive: true });
  writeFileSync(note, now);
}
