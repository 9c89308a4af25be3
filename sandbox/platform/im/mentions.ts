import type { Platform } from '../platform.ts';
import type { Person } from '../world/schema.ts';
import type { Mention } from './model.ts';

const AT_TAG = /<at user_id=(["'])([^"']*)\1>[^<]*<\/at>/g;

/** Numbers mentions in the order in which they appear; the same one keeps its number. */
export function mentionCounter(): { mentions: Mention[]; keyOf(who: Mention['who']): string } {
  const mentions: Mention[] = [];
  return {
    mentions,
    keyOf(who) {
      const known = mentions.find((mention) => mention.who === who);
      if (known) return known.key;
      const key = `@_user_${mentions.length + 1}`;
      mentions.push({ key, who });
      return key;
    },
  };
}

/** Turns the `<at user_id="…">` of a text that the bot sends into the keys under which it is received. */
export function mentionsIn(
  text: string,
  { directory }: Platform,
): { text: string; mentions: readonly Mention[] } {
  const { mentions, keyOf } = mentionCounter();
  const replaced = text.replace(AT_TAG, (tag, _quote, id: string) => {
    if (id === 'all') return '@_all';
    const person = directory.find('open_id', id) ?? directory.find('user_id', id);
    return person ? keyOf(person) : tag;
  });
  return { text: replaced, mentions };
}

/** The name under which a mention appears. */
export function nameOf(who: Person | 'bot', platform: Platform): string {
  return who === 'bot' ? platform.world.app.name : who.name;
}
