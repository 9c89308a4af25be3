import type { ComponentChildren } from 'preact';
import type { PagePerson } from '../page/protocol.ts';
import { Avatar } from './avatar.tsx';
import { Icon } from './icons.tsx';
import { become } from './live.ts';
import { usePopup } from './popup.ts';
import { me, openApproval, openChat, replyTo, state, t } from './store.ts';

const LANGUAGES = { zh_cn: '中文', en_us: 'English', ja_jp: '日本語' } as const;

const addressOf = (handle: string) => `?as=${encodeURIComponent(handle)}`;

function switchTo(handle: string): void {
  history.replaceState(null, '', addressOf(handle));
  replyTo.value = undefined;
  openApproval.value = undefined;
  openChat.value = undefined;
  become(handle);
}

function Choice({ person, close }: { person: PagePerson; close(): void }) {
  const choose = () => {
    close();
    switchTo(person.handle);
  };
  return (
    <li class="person-choice">
      <button type="button" onClick={choose} aria-current={person.handle === me.value?.handle}>
        <Avatar name={person.name} size={32} />
        <span>
          {person.name}
          <small>
            {LANGUAGES[person.language]} · {person.timezone}
          </small>
        </span>
      </button>
      <a
        href={addressOf(person.handle)}
        target="_blank"
        rel="noreferrer"
        title={t('new_tab')}
        aria-label={`${person.name}: ${t('new_tab')}`}
      >
        <Icon name="outside" size={15} />
      </a>
    </li>
  );
}

/** Who I am: everybody of the world who can take part, each with their own language. */
export function PersonSwitch({ children }: { children: ComponentChildren }) {
  const { open, toggle, close, root } = usePopup();
  const people = (state.value?.people ?? []).filter((person) => !person.outside);
  return (
    <div class="person-switch" ref={root}>
      <button
        type="button"
        class="person-me"
        onClick={toggle}
        aria-expanded={open}
        aria-label={`${t('i_am')}: ${me.value?.name}`}
      >
        {children}
      </button>
      {open && (
        <div class="popup person-popup">
          <h2>{t('i_am')}</h2>
          <ul>
            {people.map((person) => (
              <Choice key={person.handle} person={person} close={close} />
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
