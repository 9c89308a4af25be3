import type { PageEvent, PageMessage, PageState, TrafficRow } from '../page/protocol.ts';
import { api } from './api.ts';
import { as, live, loadedAt, openChat, seen, state, traffic, versions } from './store.ts';

/** The list with an item put in the place of the one with the same key, or at its end. */
function put<T>(list: readonly T[], item: T, same: (a: T, b: T) => boolean): T[] {
  const at = list.findLastIndex((one) => same(one, item));
  return at < 0 ? [...list, item] : list.with(at, item);
}

const sameMessage = (a: PageMessage, b: PageMessage) => a.message_id === b.message_id;
const sameRow = (a: TrafficRow, b: TrafficRow) => a.id === b.id;

function change(part: Partial<PageState>): void {
  if (state.value) state.value = { ...state.value, ...part };
}

function outdated(kind: keyof typeof versions.value): void {
  versions.value = { ...versions.value, [kind]: versions.value[kind] + 1 };
}

/** Changes arrive in bursts; each burst is drawn once. */
let waiting: PageEvent[] = [];

function takeOther(event: PageEvent): void {
  if (event.type === 'bot') change({ bot: event.bot });
  else if (event.type === 'app') change({ app: event.app });
  else if (event.type === 'clock') {
    loadedAt.value = Date.now();
    change({ clock: event.clock });
  } else if (event.type === 'approvals') {
    outdated('approvals');
    change({ unread_copies: event.unread_copies });
  } else if (event.type === 'faults' || event.type === 'templates') outdated(event.type);
}

function take(events: readonly PageEvent[]): void {
  let messages = state.value?.messages ?? [];
  let rows = traffic.value;
  for (const event of events) {
    if (event.type === 'message') messages = put(messages, event.message, sameMessage);
    else if (event.type === 'traffic') rows = put(rows, event.row, sameRow);
    else takeOther(event);
  }
  if (messages !== state.value?.messages) change({ messages });
  traffic.value = rows;
}

function queue(event: PageEvent): void {
  waiting.push(event);
  if (waiting.length > 1) return;
  setTimeout(() => {
    const events = waiting;
    waiting = [];
    take(events);
  }, 16);
}

function begin(loaded: PageState, rows: TrafficRow[]): void {
  waiting = [];
  loadedAt.value = Date.now();
  seen.value = { ...lastTimes(loaded), ...seen.value };
  state.value = loaded;
  as.value = loaded.me;
  traffic.value = rows;
  live.value = true;
  if (!loaded.chats.some((chat) => chat.handle === openChat.value)) openChat.value = busiest(loaded);
}

/** What is there when the tab opens counts as seen. */
function lastTimes({ messages, chats }: PageState): Record<string, number> {
  const last = new Map(messages.map((message) => [message.chat, message.create_time]));
  return Object.fromEntries(chats.map(({ handle }) => [handle, last.get(handle) ?? 0]));
}

/** The chat with the latest message, else the first. */
function busiest({ messages, chats }: PageState): string | undefined {
  return messages.at(-1)?.chat ?? chats[0]?.handle;
}

let source: EventSource | undefined;

/** Makes this tab the client of a person, live. A connection that was lost begins anew, with everything. */
export function become(person: string): void {
  source?.close();
  if (person !== as.value) seen.value = {};
  as.value = person;
  const stream = new EventSource(api.streamUrl(person));
  source = stream;
  stream.onmessage = ({ data }) => {
    const event = JSON.parse(data) as PageEvent;
    if (event.type === 'state') begin(event.state, event.traffic);
    else queue(event);
  };
  stream.onerror = () => {
    live.value = false;
  };
}
