import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import path from 'node:path';
import { projectRoot } from '../src/lib/project-root.ts';
import { digestBench } from './digest.ts';
import { latencyBench } from './latency.ts';
import { webhookBench } from './webhook.ts';

/** One bench: a section of the page, measured against a peer in the same run. */
export interface Bench {
  name: string;
  /** Of the section, without a line break. */
  title: string;
  /** The section below its title, as Markdown. */
  run(): Promise<string>;
}

const benches: Bench[] = [webhookBench, latencyBench, digestBench];

const page = path.join(projectRoot(), 'docs/benchmarks.md');
const HEAD =
  '# Benchmarks\n\nWritten by `npm run bench [name]`; compare the columns of one run, not figures of two.\n';
const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}, ${process.platform}`;

/** Puts a section in the place of the one with the same title, or at the end. */
function withSection(text: string, title: string, section: string): string {
  const parts = text.split(/^(?=## )/m).map((part) => part.trim());
  const index = parts.findIndex((part) => `${part}\n`.startsWith(`## ${title}\n`));
  parts[index < 0 ? parts.length : index] = `## ${title}\n\n${section.trim()}`;
  return `${parts.join('\n\n')}\n`;
}

async function main() {
  const wanted = process.argv.slice(2);
  for (const { name, title, run } of benches) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    console.log(`measuring: ${name} …`);
    const section = await run();
    console.log(`\n${title}\n\n${section}\n`);
    const before = existsSync(page) ? readFileSync(page, 'utf8') : HEAD;
    writeFileSync(page, withSection(before, title, `${section.trim()}\n\nMachine: ${machine}.`));
  }
}

await main();
// The threads and clocks of the benches may still wait for something.
process.exit();
