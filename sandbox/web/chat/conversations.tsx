import type { PageChat, PageMessage } from '../../page/protocol.ts';
import { Avatar } from '../avatar.tsx';
import { chatName, messagesByChat, nameOf, openChat, replyTo, state, t, unreadIn } from '../store.ts';
import { whenShort } from '../time.ts';
import { previewOf } from './preview.ts';

function show(chat: PageChat): void {
  openChat.value = chat.handle;
  replyTo.value = undefined;
}

function lastLine(chat: PageChat, last: PageMessage | undefined): string {
  if (last === undefined) return '';
  const from = chat.type === 'group' && last.sender !== state.value?.me ? `${nameOf(last.sender)}: ` : '';
  return from + previewOf(last);
}

function Conversation({ chat }: { chat: PageChat }) {
  const last = messagesByChat.value.get(chat.handle)?.at(-1);
  const unread = unreadIn(chat.handle);
  const direct = chat.type === 'p2p';
  return (
    <li>
      <button
        type="button"
        class="conversation"
        aria-current={openChat.value === chat.handle}
        onClick={() => show(chat)}
      >
        <span class="conversation-picture">
          <Avatar name={chatName(chat)} size={44} bot={direct} group={!direct} />
          {unread > 0 && <b class="badge">{unread}</b>}
        </span>
        <span class="conversation-text">
          <span class="conversation-top">
            <strong>{chatName(chat)}</strong>
            {direct && <span class="chip">{t('bot')}</span>}
            <time>{last && whenShort(last.create_time)}</time>
          </span>
          <span class="conversation-last">{lastLine(chat, last)}</span>
        </span>
      </button>
    </li>
  );
}

const latest = (chat: PageChat) => messagesByChat.value.get(chat.handle)?.at(-1)?.create_time ?? 0;

/** The chats of this person, the latest first. */
export function ConversationList() {
  const chats = [...(state.value?.chats ?? [])].sort((a, b) => latest(b) - latest(a));
  return (
    <aside class="list-pane" aria-label={t('messages')}>
      <header class="list-head">
        <h1>{t('messages')}</h1>
      </header>
      <ul class="list">
        {chats.map((chat) => (
          <Conversation key={chat.handle} chat={chat} />
        ))}
      </ul>
    </aside>
  );
}
