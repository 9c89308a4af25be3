#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { start } from './cli/start.ts';

const commands: Record<string, { about: string; run(): Promise<number> }> = {
  start: { about: 'run the bot against Feishu', run: start },
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  strict: false,
  options: { help: { type: 'boolean', short: 'h' } },
});
const [name = ''] = positionals;
const command = values.help ? undefined : commands[name];

if (command) {
  process.exitCode = await command.run();
  // Nothing that is still open, such as an idle connection, may keep a finished command alive.
  setTimeout(() => process.exit(), 500).unref();
} else {
  const list = Object.entries(commands).map(([word, { about }]) => `  ${word.padEnd(8)} ${about}`);
  process.stdout.write(`Usage: feishu-approval-bot <command>\n\n${list.join('\n')}\n`);
  process.exitCode = values.help ? 0 : 2;
}
