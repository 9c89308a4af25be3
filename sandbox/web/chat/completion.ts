/** What is being completed at the caret of a text. */
export interface Completing {
  kind: 'mention' | 'command';
  /** What is typed of it already, without the sign. */
  query: string;
  /** Where the sign stands. */
  from: number;
}

const MENTION = /@([^\s@]{0,20})$/;
const COMMAND = /(?:^|\s)([/／])(\S{0,20})$/;

/** Whether `@` or `/` has been begun just before the caret; a command can only follow what is addressed to the bot. */
export function completingAt(text: string, caret: number): Completing | undefined {
  const before = text.slice(0, caret);
  const mention = MENTION.exec(before);
  if (mention) return { kind: 'mention', query: mention[1] ?? '', from: mention.index };
  const command = COMMAND.exec(before);
  if (!command) return undefined;
  const query = command[2] ?? '';
  const from = before.length - query.length - 1;
  const addressed = before.slice(0, from).trim();
  return addressed === '' || addressed.startsWith('@') ? { kind: 'command', query, from } : undefined;
}

/** The text with what was begun replaced by the choice, and the caret behind it. */
export function complete(
  text: string,
  caret: number,
  { from }: Completing,
  choice: string,
): { text: string; caret: number } {
  const put = `${choice} `;
  return { text: text.slice(0, from) + put + text.slice(caret).trimStart(), caret: from + put.length };
}

/** Whether a name or its romanisation fits what is typed. */
export function fits(query: string, ...names: (string | undefined)[]): boolean {
  const wanted = query.toLowerCase();
  return names.some((name) => name?.toLowerCase().replaceAll(' ', '').includes(wanted.replaceAll(' ', '')));
}
