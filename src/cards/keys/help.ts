import type { TextKeys } from './text-keys.ts';

/** What each command is for, in the order in which help and Feishu's own list tell of them. */
export const COMMAND_TEXTS = {
  'help.command.cc': [],
  'help.command.create': [],
  'help.command.unread': [],
  'help.command.digest': [],
  'help.command.help': [],
  'help.command.ping': [],
} as const satisfies TextKeys;

export type CommandText = keyof typeof COMMAND_TEXTS;

const ORDER = Object.keys(COMMAND_TEXTS);

/** The text that says what a command is for. Throws where a command has none. */
export function commandText(name: string): CommandText {
  const key = `help.command.${name}`;
  if (!ORDER.includes(key)) throw new Error(`cards/text: nothing says what /${name} is for ("${key}")`);
  return key as CommandText;
}

/** Commands in the order in which they are told of. */
export const inOrder = <T extends { name: string }>(commands: readonly T[]): T[] =>
  commands.toSorted((a, b) => ORDER.indexOf(commandText(a.name)) - ORDER.indexOf(commandText(b.name)));
