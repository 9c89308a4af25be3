import type { PageChat } from '../../page/protocol.ts';
import { Avatar } from '../avatar.tsx';
import { Icon } from '../icons.tsx';
import { chatName, currentChat, openChat, state, t } from '../store.ts';
import { BotMenu } from './bot-menu.tsx';
import { Composer } from './composer.tsx';
import { MessageStream } from './stream.tsx';

function BotNotice() {
  const bot = state.value?.bot;
  if (bot !== 'stopped' && bot !== 'starting') return null;
  return (
    <p class="notice-line" role="status">
      {t(bot === 'stopped' ? 'bot_stopped' : 'bot_starting')}
    </p>
  );
}

function Head({ chat }: { chat: PageChat }) {
  const direct = chat.type === 'p2p';
  const about = direct ? t('bot') : t('group_of', { n: chat.members.length + (chat.bot ? 1 : 0) });
  const leave = () => {
    openChat.value = undefined;
  };
  return (
    <header class="pane-head">
      <button type="button" class="plain back" onClick={leave} aria-label={t('back')}>
        <Icon name="back" />
      </button>
      <Avatar name={chatName(chat)} size={36} bot={direct} group={!direct} />
      <div>
        <h2>{chatName(chat)}</h2>
        <small>
          {about}
          {!chat.bot && ` · ${t('no_bot_here')}`}
        </small>
      </div>
    </header>
  );
}

export function ChatPane() {
  const chat = currentChat.value;
  if (chat === undefined) return <main class="pane pane-empty">{t('pick_chat')}</main>;
  return (
    <main class="pane" aria-label={chatName(chat)}>
      <Head chat={chat} />
      <BotNotice />
      <MessageStream key={chat.handle} chat={chat} />
      <BotMenu chat={chat} />
      <Composer key={`compose ${chat.handle}`} chat={chat} />
    </main>
  );
}
