import type { PageChat } from '../../page/protocol.ts';
import { api } from '../api.ts';
import { as, language, state, t } from '../store.ts';
import { inLanguage } from '../texts.ts';
import { complain } from '../toasts.ts';

/** The bot's own menu, which a client shows in its direct chat. */
export function BotMenu({ chat }: { chat: PageChat }) {
  const entries = state.value?.app.menu ?? [];
  if (chat.type !== 'p2p' || entries.length === 0) return null;
  return (
    <nav class="bot-menu" aria-label={t('menu')}>
      {entries.map(({ key, name }) => (
        <button
          key={key}
          type="button"
          class="button button-small"
          onClick={() => void api.menu(as.value, key).catch(complain)}
        >
          {inLanguage(name, language.value)}
        </button>
      ))}
    </nav>
  );
}
