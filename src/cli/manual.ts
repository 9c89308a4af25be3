interface Entry {
  about: string;
  /** What stands behind its name. */
  takes?: string;
  /** What is not plain from the line above. */
  details?: Record<string, string>;
  /** Whether it reads the settings, from `.env` or the file that `--env` names. */
  settings?: true;
}

/** Every command as `--help` tells of it. */
export const manual = {
  start: {
    settings: true,
    about: 'run the bot against Feishu',
    takes: '[--record FOLDER]',
    details: {
      '--record': 'write each event into a file of this folder, without secrets and people, for replay',
      settings: 'come from the environment, then from .env in this folder; the README lists them',
    },
  },
  sandbox: {
    about: 'run the bot with a Feishu of its own on this machine, and a chat page: no account needed',
    takes: '[--once]',
    details: {
      '--once': 'end after the first receipt',
      SANDBOX_PORT: 'port of the chat page, 4000 if not set; SANDBOX_HOST opens it to other machines',
      FEISHU_EVENT_MODE: 'webhook (default here) or websocket',
    },
  },
  init: {
    about:
      'make the app in Feishu by scanning a code, and write .env; run again, it goes on where it stopped',
    takes: '[OPTION …]',
    details: {
      '--app-id ID': 'the app that is to be changed',
      '--new': 'make a new one',
      '--lark': 'on Lark',
      '--event-mode MODE': 'websocket (the default) or webhook',
      '--request-url URL': 'for webhooks: https://your.host/webhook/event',
      '--available WHOM':
        'who may use the bot: everyone, or people (ou_…) and departments (od-…), separated by commas',
      '--contacts WHOM': 'whom it sees in the directory: as-available (the default), everyone, or as above',
      '--env FILE': 'instead of .env',
      '--overwrite': 'replace settings that are in the file',
      '--manual': 'print the steps for the developer console instead',
      '--revoke-setup': 'give the right back to change the app',
    },
  },
  manifest: {
    about: 'print the scopes as the developer console imports them',
    takes: '--import-json [--setup]',
    details: { '--setup': 'with what init and doctor --fix need' },
  },
  doctor: {
    settings: true,
    about: 'say what of the app, the settings or this machine is wrong',
    takes: '[--fix] [--json] | --probe [--yes]',
    details: {
      '--fix': 'mend what the API and the machine allow',
      '--json': 'for programs',
      '--probe': 'ask Feishu what only your tenant can answer, into a report without secrets; asks first',
      '--yes': 'do not ask',
    },
  },
  'digest run': {
    settings: true,
    about: "send today's digests now to those who are still owed one",
    takes: '[--dry-run] [--user OPEN_ID]',
    details: { '--dry-run': 'say what each would get, and send nothing', '--user': 'to this person alone' },
  },
  replay: {
    settings: true,
    about: 'feed a recorded event to the handlers',
    takes: 'FILE [--really]',
    details: { '--really': 'do what it causes; without it nothing is sent or kept' },
  },
  'external apply': {
    settings: true,
    about: 'create or update third-party definitions',
    takes: 'FILE',
    details: { FILE: 'YAML or JSON, as docs/external.md describes it' },
  },
  'external check': {
    settings: true,
    about: 'compare all third-party instances with Feishu',
    takes: '[--system NAME] [--repair]',
    details: {
      '--system': 'those of this system alone',
      '--repair': 'send again what differs or was refused',
    },
  },
  'db backup': {
    settings: true,
    about: 'copy the embedded database into a file, while the bot runs or not',
    takes: 'FILE',
    details: {
      FILE: 'a name that is not taken; readable by this user alone',
      'to restore':
        'stop the bot, remove bot.sqlite, -wal and -shm from DATA_DIR, copy FILE there as bot.sqlite, start it',
    },
  },
  'db copy': {
    about: 'copy a database into an empty one, compared row by row; the bot must be stopped',
    takes: '--from URL --to URL',
    details: { URL: 'a folder, or postgres://…' },
  },
} satisfies Record<string, Entry>;

export type CommandName = keyof typeof manual;

const entries: [string, Entry][] = Object.entries(manual);

const lines = (pairs: [string, string][]) => {
  const width = Math.max(...pairs.map(([name]) => name.length));
  return pairs.map(([name, text]) => `  ${name.padEnd(width)}  ${text}\n`).join('');
};

/** Whether a command reads the settings. */
export const readsSettings = (name: CommandName): boolean => {
  const { settings }: Entry = manual[name];
  return settings === true;
};

/** How a command is written, on a line. */
export function usageOf(name: CommandName): string {
  const { takes }: Entry = manual[name];
  const more = readsSettings(name) ? ' [--env FILE]' : '';
  return `Usage: feishu-approval-bot ${name}${takes ? ` ${takes}` : ''}${more}\n`;
}

/** All that is to be said of a command. */
export function helpOf(name: CommandName): string {
  const { about, details = {}, settings }: Entry = manual[name];
  const told = Object.entries({
    ...details,
    ...(settings && { '--env FILE': 'the settings, instead of .env' }),
  });
  return `${usageOf(name)}\n  ${about}\n${told.length > 0 ? `\n${lines(told)}` : ''}`;
}

/** All commands, or those that begin with a word. */
export function listOfCommands(word?: string): string {
  const chosen = entries.filter(([name]) => word === undefined || name.split(' ')[0] === word);
  const list = lines(chosen.map(([name, { about }]) => [name, about]));
  return `Usage: feishu-approval-bot <command>\n\n${list}\n\`feishu-approval-bot <command> --help\` tells more.\n`;
}
