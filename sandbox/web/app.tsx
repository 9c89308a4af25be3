import { ApprovalCentre } from './approvals/centre.tsx';
import { ConversationList } from './chat/conversations.tsx';
import { ChatPane } from './chat/pane.tsx';
import { Dialogs } from './dialogs.tsx';
import { Drawer } from './drawer/drawer.tsx';
import { Gallery } from './drawer/gallery.tsx';
import { Hint } from './hint.tsx';
import { Rail } from './rail.tsx';
import { currentChat, drawer, live, openApproval, state, t, view } from './store.ts';
import { Toasts } from './toast-list.tsx';

function Main() {
  if (view.value === 'approvals') return <ApprovalCentre />;
  if (view.value === 'gallery') return <Gallery />;
  return (
    <>
      <ConversationList />
      <ChatPane />
    </>
  );
}

/** Whether the narrow layout shows what was opened, instead of the list it was opened from. */
function inside(): boolean {
  if (view.value === 'gallery') return true;
  return view.value === 'approvals' ? openApproval.value !== undefined : currentChat.value !== undefined;
}

export function App() {
  if (state.value === undefined) return <Toasts />;
  const classes = ['app', inside() ? 'is-inside' : '', drawer.value ? 'has-drawer' : ''].join(' ');
  return (
    <div class={classes}>
      <Rail />
      <Main />
      {drawer.value && <Drawer />}
      {!live.value && (
        <p class="offline" role="status">
          {t('offline')}
        </p>
      )}
      <Hint />
      <Dialogs />
      <Toasts />
    </div>
  );
}
