import type { PageChat } from '../../page/protocol.ts';
import { Avatar } from '../avatar.tsx';
import { language, nameOf, state, suggested, t } from '../store.ts';
import { inLanguage } from '../texts.ts';

/** What an empty chat with the bot begins with: who it is, and what can be said to it. */
export function Welcome({ chat }: { chat: PageChat }) {
  if (chat.type !== 'p2p') return null;
  const suggest = (name: string) => () => {
    suggested.value = `${name} `;
  };
  return (
    <section class="welcome">
      <Avatar name={nameOf('bot')} size={64} bot />
      <h3>{nameOf('bot')}</h3>
      <p>{t('welcome')}</p>
      <ul>
        {state.value?.app.commands.map(({ name, about }) => (
          <li key={name}>
            <button type="button" class="button" onClick={suggest(name)}>
              <code>{name}</code> {inLanguage(about, language.value)}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
