import { nearest } from '../lib/nearest.ts';
import { type CommandName, helpOf, listOfCommands, manual, readsSettings, usageOf } from './manual.ts';
import { takeSettingsFile } from './settings-file.ts';

/** A command to run, or a text with the exit code. */
export type Asked =
  | { name: CommandName; args: string[]; settings?: { file?: string } }
  | { text: string; code: number };

const names = Object.keys(manual) as CommandName[];
const isHelp = (word: string | undefined) => word === '--help' || word === '-h';

/** Reads the words behind the program's name. */
export function readCommandLine(words: string[], version: () => string): Asked {
  const [first, second] = words;
  if (first === undefined) return { text: listOfCommands(), code: 2 };
  if (isHelp(first) || first === 'help') return { text: listOfCommands(), code: 0 };
  if (first === '--version' || first === '-v') return { text: `${version()}\n`, code: 0 };
  const name = names.find((one) => one === first || one === `${first} ${second}`);
  if (name === undefined) return isGroup(first) ? member(first, second) : unknown(words);
  const args = words.slice(name.split(' ').length);
  if (args.some(isHelp)) return { text: helpOf(name), code: 0 };
  if (!readsSettings(name)) return { name, args };
  const { args: others, file } = takeSettingsFile(args);
  if (!others) return { text: usageOf(name), code: 2 };
  return { name, args: others, settings: file === undefined ? {} : { file } };
}

const isGroup = (word: string) => names.some((name) => name.startsWith(`${word} `));

/** The first word is one that needs a second. */
function member(first: string, second: string | undefined): Asked {
  if (isHelp(second)) return { text: listOfCommands(first), code: 0 };
  if (second === undefined || second.startsWith('-')) return { text: listOfCommands(first), code: 2 };
  return unknown([first, second]);
}

function unknown(words: string[]): Asked {
  const [first = '', second] = words;
  const typed = isGroup(first) && second ? `${first} ${second}` : first;
  // Of a command with two words both may be wrong, or the first alone.
  const meant = nearest(`${first} ${second ?? ''}`.trim(), names) ?? nearest(first, names);
  const hint = meant ? ` Did you mean \`feishu-approval-bot ${meant}\`?` : '';
  const list = meant ? '' : `\n${listOfCommands()}`;
  return { text: `There is no command \`${typed}\`.${hint}\n${list}`, code: 2 };
}
