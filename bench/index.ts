import { writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { latencyBench } from './latency.ts';
import { webhookBench } from './webhook.ts';

/** One bench: a section of the page, measured against a peer in the same run. */
export interface Bench {
  name: string;
  /** The section, as Markdown. */
  run(): Promise<string>;
}

const benches: Bench[] = [webhookBench, latencyBench];

const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}, ${process.platform}`;

async function main() {
  const wanted = process.argv.slice(2);
  const sections: string[] = [];
  for (const bench of benches.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
    console.log(`measuring: ${bench.name} …`);
    const section = await bench.run();
    console.log(section);
    sections.push(section);
  }
  if (wanted.length > 0) return;
  const head = `# Benchmarks\n\nWritten by \`npm run bench\`; compare the columns of one run, not figures of two. Machine: ${machine}.\n`;
  writeFileSync('docs/benchmarks.md', [head, ...sections].join('\n'));
}

await main();
