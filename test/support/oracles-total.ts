import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ORACLES } from '../oracles/hold.ts';

/** How often each operation was called, in any process of this run. */
function callsOf(): Map<string, number> {
  const calls = new Map<string, number>();
  const files = readdirSync(tmpdir()).filter((name) => name.endsWith('.calls'));
  const lines = files.flatMap((name) =>
    readFileSync(path.join(tmpdir(), name), 'utf8').trimEnd().split('\n'),
  );
  for (const line of lines)
    for (const [operation, count] of Object.entries<number>(JSON.parse(line)))
      calls.set(operation, (calls.get(operation) ?? 0) + count);
  return calls;
}

/** At the end of a run: how many calls were held against each description of Feishu's API. */
export default () => () => {
  const calls = callsOf();
  for (const [oracle, { operations }] of Object.entries(ORACLES)) {
    const held = [...calls].filter(([operation]) => operation in operations);
    const total = held.reduce((sum, [, count]) => sum + count, 0);
    process.stdout.write(
      `${oracle}: held ${total} calls of ${held.length} of its ${Object.keys(operations).length} operations\n`,
    );
  }
};
