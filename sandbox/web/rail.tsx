import { Avatar } from './avatar.tsx';
import { Icon, type IconName } from './icons.tsx';
import { PersonSwitch } from './person-switch.tsx';
import { drawer, me, state, t, theme, unreadIn, view } from './store.ts';

interface TabProps {
  icon: IconName;
  label: string;
  active: boolean;
  count?: number;
  onClick(): void;
}

function RailButton({ icon, label, active, count = 0, onClick }: TabProps) {
  return (
    <button
      type="button"
      class={`rail-button${active ? ' is-active' : ''}`}
      aria-pressed={active}
      onClick={onClick}
    >
      <Icon name={icon} size={20} />
      <span>{label}</span>
      {count > 0 && <b class="badge">{count}</b>}
    </button>
  );
}

function otherTheme(): void {
  theme.value = theme.value === 'dark' ? 'light' : 'dark';
  localStorage.setItem('theme', theme.value);
}

/** The bar at the side: who I am, and the rooms of the client. */
export function Rail() {
  const unread = (state.value?.chats ?? []).reduce((sum, chat) => sum + unreadIn(chat.handle), 0);
  const show = (room: typeof view.value) => () => {
    view.value = room;
  };
  return (
    <nav class="rail" aria-label={me.value?.name}>
      <PersonSwitch>
        <Avatar name={me.value?.name ?? ''} size={38} />
      </PersonSwitch>
      <RailButton
        icon="chat"
        label={t('messages')}
        active={view.value === 'chat'}
        count={unread}
        onClick={show('chat')}
      />
      <RailButton
        icon="approval"
        label={t('approvals')}
        active={view.value === 'approvals'}
        count={state.value?.unread_copies ?? 0}
        onClick={show('approvals')}
      />
      <span class="rail-space" />
      <button
        type="button"
        class="rail-button"
        onClick={otherTheme}
        aria-label={t('theme')}
        title={t('theme')}
      >
        <Icon name="sun" size={20} />
      </button>
      <RailButton
        icon="code"
        label={t('developer')}
        active={drawer.value}
        onClick={() => {
          drawer.value = !drawer.value;
        }}
      />
    </nav>
  );
}
