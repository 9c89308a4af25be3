import { computed, effect, signal } from '@preact/signals';
import type { Language, PageChat, PageMessage, PagePerson, PageState, TrafficRow } from '../page/protocol.ts';
import { type DrawerKey, drawerText, type TextKey, text } from './texts.ts';

const address = new URLSearchParams(location.search);

/** Whether somebody may not know yet that they can be several people here: the address names nobody, and it was not said. */
export const hint = signal(!address.has('as') && localStorage.getItem('hinted') === null);

/** Handle of the person whose client this tab is. */
export const as = signal(address.get('as') ?? '');
export const state = signal<PageState | undefined>(undefined);
export const live = signal(true);
export const view = signal<'chat' | 'approvals' | 'gallery'>('chat');
export const openChat = signal<string | undefined>(address.get('chat') ?? undefined);
export const openApproval = signal<string | undefined>(undefined);
export const replyTo = signal<PageMessage | undefined>(undefined);
/** A text that is to be put into the composer. */
export const suggested = signal<string | undefined>(undefined);
export const drawer = signal(address.has('drawer'));
export const traffic = signal<TrafficRow[]>([]);
/** When the state was loaded, on this machine's clock. */
export const loadedAt = signal(0);
/** Counts what makes the approval lists, the faults or the templates outdated. */
export const versions = signal({ approvals: 0, faults: 0, templates: 0 });
/** The time of the sandbox is this much ahead of this machine's, in milliseconds. */
export const clockAhead = computed(() => (state.value?.clock.now ?? 0) - loadedAt.value);

export type Theme = 'light' | 'dark';
const prefersDark = matchMedia('(prefers-color-scheme: dark)').matches;
const chosen = address.get('theme') ?? localStorage.getItem('theme') ?? (prefersDark ? 'dark' : 'light');
export const theme = signal<Theme>(chosen === 'dark' ? 'dark' : 'light');

effect(() => {
  document.documentElement.dataset.theme = theme.value;
});

export const me = computed<PagePerson | undefined>(() => personOf(state.value?.me ?? ''));
export const language = computed<Language>(() => me.value?.language ?? 'zh_cn');

effect(() => {
  document.documentElement.lang = language.value.replace('_', '-');
});

/** One of the page's own texts, in the language of the person. */
export const t = (key: TextKey, values?: Record<string, string | number>): string =>
  text(language.value, key, values);

/** One of the drawer's texts, likewise. */
export const d = (key: DrawerKey, values?: Record<string, string | number>): string =>
  drawerText(language.value, key, values);

export function personOf(handle: string): PagePerson | undefined {
  return state.value?.people.find((person) => person.handle === handle);
}

/** Names of people who are in no world: those in the gallery's examples. */
export const otherNames = signal<Readonly<Record<string, string>>>({});

/** The name of whoever has this open_id. */
export function nameOfId(openId: string): string {
  const { app, people } = state.value ?? { app: undefined, people: [] };
  if (openId === app?.open_id) return app.name;
  return people.find((person) => person.open_id === openId)?.name ?? otherNames.value[openId] ?? openId;
}

/** The name of a sender: a handle, or `bot`. */
export function nameOf(handle: string): string {
  if (handle === 'bot') return state.value?.app.name ?? '';
  return personOf(handle)?.name ?? handle;
}

export const chatName = (chat: PageChat): string => (chat.type === 'p2p' ? nameOf('bot') : chat.name);

export const messagesByChat = computed(() => {
  const chats = new Map<string, PageMessage[]>();
  for (const message of state.value?.messages ?? []) {
    const list = chats.get(message.chat);
    if (list) list.push(message);
    else chats.set(message.chat, [message]);
  }
  return chats;
});

export const currentChat = computed(() => state.value?.chats.find((chat) => chat.handle === openChat.value));

/** Up to which message each chat has been seen in this tab. */
export const seen = signal<Readonly<Record<string, number>>>({});

export function unreadIn(chat: string): number {
  const since = seen.value[chat] ?? 0;
  const news = messagesByChat.value.get(chat) ?? [];
  return news.filter((message) => message.create_time > since && message.sender !== as.value).length;
}
