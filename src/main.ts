#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { digest } from './cli/digest.ts';
import { start } from './cli/start.ts';

const commands: Record<string, { about: string; run(args: string[]): Promise<number> }> = {
  start: { about: 'run the bot against Feishu', run: start },
  digest: { about: "digest run [--dry-run] [--user OPEN_ID]: send today's digests now", run: digest },
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  strict: false,
  options: { help: { type: 'boolean', short: 'h' } },
});
const [name = ''] = positionals;
const command = values.help ? undefined : commands[name];

if (command) process.exitCode = await command.run(process.argv.slice(3));
else {
  const list = Object.entries(commands).map(([word, { about }]) => `  ${word.padEnd(8)} ${about}`);
  process.stdout.write(`Usage: feishu-approval-bot <command>\n\n${list.join('\n')}\n`);
  process.exitCode = values.help ? 0 : 2;
}
