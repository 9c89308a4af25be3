#!/usr/bin/env node
import { stopAsked } from './cli/stop-asked.ts';

interface Command {
  about: string;
  run(args: string[]): Promise<number>;
}

// Loaded when needed, and not before whoever starts the bot can stop it again.
const commands: Record<string, Command> = {
  start: {
    about: 'run the bot against Feishu: [--record FOLDER], into which events are written without people',
    async run(args) {
      const asked = stopAsked();
      return (await import('./cli/start.ts')).start(asked, args);
    },
  },
  doctor: {
    about: 'say what of the app, the settings or this machine is wrong: [--fix] [--json], or [--probe] it',
    run: async (args) => (await import('./cli/doctor.ts')).runDoctor(args),
  },
  'digest run': {
    about: "send today's digests now: [--dry-run] [--user OPEN_ID]",
    run: async (args) => (await import('./cli/digest.ts')).digestRun(args),
  },
  replay: {
    about: 'feed a recorded event to the handlers, dry: FILE [--really]',
    run: async (args) => (await import('./cli/replay.ts')).replay(args),
  },
  'external apply': {
    about: 'create or update third-party definitions: FILE',
    run: async (args) => (await import('./cli/external.ts')).externalApply(args),
  },
  'external check': {
    about: 'compare all third-party instances with Feishu: [--system NAME] [--repair]',
    run: async (args) => (await import('./cli/external.ts')).externalCheck(args),
  },
  'db copy': {
    about: 'copy a database: --from URL --to URL, each a folder or postgres://…; compared row by row',
    run: async (args) => (await import('./cli/db-copy.ts')).dbCopy(args),
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
