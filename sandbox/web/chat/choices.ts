import type { PageChat } from '../../page/protocol.ts';
import { language, personOf, state, t } from '../store.ts';
import { inLanguage } from '../texts.ts';
import { type Completing, fits } from './completion.ts';

export interface Choice {
  /** What is put into the text. */
  put: string;
  name: string;
  about?: string;
  bot?: boolean;
}

function mentionable(chat: PageChat, query: string): Choice[] {
  const { app, me } = state.value ?? {};
  const bot =
    chat.bot && app && fits(query, app.name) ? [{ put: `@${app.name}`, name: app.name, bot: true }] : [];
  const everybody = state.value?.people ?? [];
  const members =
    chat.type === 'group' ? everybody.filter(({ handle }) => chat.members.includes(handle)) : everybody;
  const people = members
    .filter((person) => !(person.outside || person.handle === me) && fits(query, person.name, person.en_name))
    .map(({ name, en_name }) => ({
      put: `@${name}`,
      name,
      ...(en_name && en_name !== name && { about: en_name }),
    }));
  const all =
    chat.type === 'group' && fits(query, '所有人', 'all') ? [{ put: '@所有人', name: t('everyone') }] : [];
  return [...(chat.type === 'group' ? bot : []), ...people, ...all];
}

function commands(chat: PageChat, { query, from }: Completing): Choice[] {
  const { app } = state.value ?? {};
  const address = chat.type === 'group' && from === 0 ? `@${app?.name} ` : '';
  return (app?.commands ?? [])
    .filter(({ name }) => name.slice(1).startsWith(query.toLowerCase()))
    .map(({ name, about }) => ({
      put: address + name,
      name,
      about: inLanguage(about, language.value),
      bot: true,
    }));
}

/** What can be completed to, in this chat; nothing once it is written out. In a direct chat everybody can be named. */
export function choicesFor(chat: PageChat, completing: Completing | undefined): Choice[] {
  if (completing === undefined || personOf(state.value?.me ?? '') === undefined) return [];
  const found =
    completing.kind === 'mention' ? mentionable(chat, completing.query) : commands(chat, completing);
  const [only] = found;
  const written = found.length === 1 && only?.name.replace(/^\//, '') === completing.query;
  return written ? [] : found;
}
