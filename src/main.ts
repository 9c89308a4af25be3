#!/usr/bin/env node
import { dbCopy } from './cli/db-copy.ts';
import { digestRun } from './cli/digest.ts';
import { externalApply, externalCheck } from './cli/external.ts';
import { start } from './cli/start.ts';

const commands: Record<string, { about: string; run(args: string[]): Promise<number> }> = {
  start: { about: 'run the bot against Feishu', run: start },
  'digest run': { about: "send today's digests now: [--dry-run] [--user OPEN_ID]", run: digestRun },
  'external apply': { about: 'create or update third-party definitions: FILE', run: externalApply },
  'external check': {
    about: 'compare all third-party instances with Feishu: [--system NAME] [--repair]',
    run: externalCheck,
  },
  'db copy': {
    about: 'copy a database: --from URL --to URL, each a folder or postgres://…; compared row by row',
    run: dbCopy,
  },
};

const args = process.argv.slice(2);
const wantsHelp = args.includes('--help') || args.includes('-h');
const name = Object.keys(commands).find((words) => `${args.join(' ')} `.startsWith(`${words} `));
const command = wantsHelp || name === undefined ? undefined : commands[name];

if (command) {
  process.exitCode = await command.run(args.slice(name?.split(' ').length));
  // Nothing that is still open, such as an idle connection, may keep a finished command alive.
  setTimeout(() => process.exit(), 500).unref();
} else {
  const list = Object.entries(commands).map(([words, { about }]) => `  ${words.padEnd(14)} ${about}`);
  process.stdout.write(`Usage: feishu-approval-bot <command>\n\n${list.join('\n')}\n`);
  process.exitCode = wantsHelp ? 0 : 2;
}
