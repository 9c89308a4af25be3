import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { arch, cpus, platform } from 'node:os';
import path from 'node:path';
import { projectRoot } from '../src/project-root.ts';
import { digestBench } from './digest.ts';
import { killBench } from './digest-kill.ts';

/** Each returns its section of docs/benchmarks.md. */
const benches: Record<string, { title: string; run(): Promise<string> }> = {
  digest: { title: 'digest', run: digestBench },
  'digest-kill': { title: 'digest, killed in the middle', run: killBench },
};

const page = path.join(projectRoot(), 'docs/benchmarks.md');
const HEAD =
  '# Benchmarks\n\nWritten by `npm run bench [name]`: each beside a peer that is measured in the same run.\n';

/** Puts a section in the place of the one with the same title, or at the end. */
function withSection(text: string, title: string, section: string): string {
  const parts = text.split(/^(?=## )/m);
  const fresh = `## ${title}\n\n${section.trim()}\n\n`;
  const index = parts.findIndex((part) => part.startsWith(`## ${title}\n`));
  if (index < 0)
    return [...parts.map((part) => `${part.trimEnd()}\n\n`), fresh].join('').trimEnd().concat('\n');
  return parts.with(index, fresh).join('').trimEnd().concat('\n');
}

const wanted = process.argv.slice(2);
for (const [name, { title, run }] of Object.entries(benches)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const section = await run();
  const machine = `Node ${process.version}, ${platform()} ${arch()}, ${cpus().length} cores.`;
  const before = existsSync(page) ? readFileSync(page, 'utf8') : HEAD;
  writeFileSync(page, withSection(before, title, `${section}\n\n${machine}`));
  process.stdout.write(`\n${title}\n\n${section}\n`);
}
process.exit(0);
