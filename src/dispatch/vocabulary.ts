import { nearest } from '../lib/nearest.ts';
import type { Command } from './feature.ts';

export type Vocabulary = ReturnType<typeof vocabulary>;

/** The words that people can type, in any letter case and width. */
export function vocabulary(commands: Command[]) {
  const byWord = new Map(
    commands.flatMap((command) => [command.name, ...command.aliases].map((word) => [word, command])),
  );
  // Chinese and Japanese put no space behind a word: `/抄送202605200001` is the word 抄送 and a number.
  const gluing = [...byWord.keys()].filter((word) => /[^\u0020-\u007e]/.test(word));
  const known = {
    /** Whether a word stands for a command where no slash says so; in a group nothing may be glued to it. */
    knows(typed: string, direct: boolean): boolean {
      const found = known.find(typed);
      return found !== undefined && (direct || found.glued === '');
    },
    /** The command of a typed word, and what was glued to it. */
    find(typed: string): { command: Command; glued: string } | undefined {
      const word = typed.normalize('NFKC').toLowerCase();
      const exact = byWord.get(word);
      if (exact) return { command: exact, glued: '' };
      const prefix = gluing.find((one) => word.startsWith(one));
      const command = byWord.get(prefix ?? '');
      return command && { command, glued: typed.slice(prefix?.length) };
    },
    nearest: (typed: string) => nearest(typed.normalize('NFKC').toLowerCase(), [...byWord.keys()]),
  };
  return known;
}
