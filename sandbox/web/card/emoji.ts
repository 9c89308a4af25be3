/** The emoji codes of Feishu that have a character of their own; others are shown by their code. */
export const EMOJI: Readonly<Record<string, string>> = {
  OK: '👌',
  DONE: '✅',
  THUMBSUP: '👍',
  THANKS: '🙏',
  HEART: '❤️',
  SMILE: '🙂',
  APPLAUSE: '👏',
  FIRE: '🔥',
  PARTY: '🎉',
  CheckMark: '✅',
  CrossMark: '❌',
  Alarm: '⏰',
  Pin: '📌',
};
