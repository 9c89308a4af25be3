#!/usr/bin/env node
import { type Asked, readCommandLine } from './cli/command-line.ts';
import type { CommandName } from './cli/manual.ts';
import { loadSettings } from './cli/settings-file.ts';
import { stopAsked } from './cli/stop-asked.ts';
import { version } from './lib/project-root.ts';

// Loaded when needed, and not before whoever starts the bot can stop it again.
const commands: Record<CommandName, (args: string[], settingsFile?: string) => Promise<number>> = {
  async start(args) {
    const asked = stopAsked();
    return (await import('./cli/start.ts')).start(asked, args);
  },
  async sandbox(args) {
    const asked = stopAsked();
    return (await import('./cli/sandbox.ts')).sandbox(args, asked);
  },
  async init(args) {
    const doctor = async (file: string) => (await import('./cli/doctor.ts')).runDoctor([], file);
    const start = async () => (await import('./cli/start.ts')).start(stopAsked());
    return (await import('./cli/init.ts')).runInit(args, { doctor, start });
  },
  manifest: async (args) => (await import('./cli/manifest.ts')).runManifest(args),
  doctor: async (args, file) => (await import('./cli/doctor.ts')).runDoctor(args, file),
  'digest run': async (args) => (await import('./cli/digest.ts')).digestRun(args),
  replay: async (args) => (await import('./cli/replay.ts')).replay(args),
  'external apply': async (args) => (await import('./cli/external.ts')).externalApply(args),
  'external check': async (args) => (await import('./cli/external.ts')).externalCheck(args),
  'db backup': async (args) => (await import('./cli/db-backup.ts')).dbBackup(args),
  'db copy': async (args) => (await import('./cli/db-copy.ts')).dbCopy(args),
};

/** Does a command, with its settings in the environment if it takes any. */
async function run({ name, args, settings }: Exclude<Asked, { text: string }>): Promise<number> {
  const problem = settings && loadSettings(settings.file);
  if (problem === undefined) return commands[name](args, settings?.file);
  process.stderr.write(problem);
  return 1;
}

const asked = readCommandLine(process.argv.slice(2), version);
if ('text' in asked) {
  const out = asked.code === 0 ? process.stdout : process.stderr;
  out.write(asked.text);
  process.exitCode = asked.code;
} else {
  process.exitCode = await run(asked);
  // Nothing that is still open, such as an idle connection, may keep a finished command alive.
  setTimeout(() => process.exit(), 500).unref();
}
