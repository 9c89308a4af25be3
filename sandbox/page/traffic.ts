import {
  type Callback,
  type CallLog,
  type Change,
  type Delivery,
  type Platform,
  verdict,
} from '../platform/index.ts';
import type { TrafficDetail, TrafficRow } from './protocol.ts';

const MOST_ROWS = 5_000;

type Entry =
  | { kind: 'event'; item: Delivery }
  | { kind: 'callback'; item: Callback }
  | { kind: 'call'; item: CallLog };

export interface Traffic {
  /** The row that a change is about. */
  row(change: Change): TrafficRow | undefined;
  rows(): TrafficRow[];
  /** @throws when there is no such row */
  detail(id: string): TrafficDetail;
  entry(id: string): Entry;
}

function entryOf(change: Change): Entry | undefined {
  if (change.kind === 'delivery') return { kind: 'event', item: change.delivery };
  if (change.kind === 'callback') return { kind: 'callback', item: change.callback };
  return change.kind === 'call' ? { kind: 'call', item: change.call } : undefined;
}

const maybe = <K extends string, V>(key: K, value: V | undefined) =>
  (value === undefined ? {} : { [key]: value }) as { [key in K]?: V };

function eventRow({ attempts, state, event_type }: Delivery) {
  const last = attempts.at(-1);
  const failed = state === 'given up' || state === 'not sent' || (last !== undefined && last.status !== 200);
  return {
    title: event_type,
    ...maybe('status', last?.status),
    ...maybe('ms', last?.ms),
    state: state === 'delivered' ? 'ok' : failed ? 'failed' : 'waiting',
  } as const;
}

function callbackRow({ answer, result, ms }: Callback) {
  const status = answer && 'status' in answer ? answer.status : undefined;
  return {
    title: 'card.action.trigger',
    ...maybe('status', status),
    ...maybe('code', result?.clientCode),
    ...maybe('ms', ms),
    state: answer === undefined ? 'waiting' : status === 200 && !result?.clientCode ? 'ok' : 'failed',
  } as const;
}

function callRow({ method, path, status, code, ms, answered }: CallLog) {
  const good = status !== undefined && status < 400 && (code ?? 0) === 0;
  return {
    title: `${method} ${path.replace('/open-apis', '')}`,
    ...maybe('status', status),
    ...maybe('code', code),
    ...maybe('ms', ms),
    state: status === undefined && !answered ? 'waiting' : good ? 'ok' : 'failed',
  } as const;
}

function rowOf(id: string, at: number, { kind, item }: Entry): TrafficRow {
  if (kind === 'event') return { id, kind, at, ...eventRow(item) };
  return kind === 'callback' ? { id, kind, at, ...callbackRow(item) } : { id, kind, at, ...callRow(item) };
}

function parsed(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return text;
  }
}

function contents({ kind, item }: Entry, key: string): Omit<TrafficDetail, keyof TrafficRow> {
  if (kind === 'call') {
    const { headers, query, body, at, ms, status, answer } = item;
    const asked = Object.keys(query).length > 0 ? { query, body } : body;
    const answers = [{ at, ...maybe('ms', ms), ...maybe('status', status), ...maybe('body', answer) }];
    return { request: { headers, body: asked }, answers };
  }
  const signature = item.sealed && verdict(item.sealed, key);
  const request = { headers: item.sealed?.headers ?? {}, body: item.payload };
  if (kind === 'event') {
    const answers = item.attempts.map(({ answer, ...rest }) => ({
      ...rest,
      ...maybe('body', parsed(answer)),
    }));
    return { ...maybe('signature', signature), request, answers };
  }
  const { answer, at, ms, result } = item;
  const came =
    answer &&
    ('error' in answer
      ? { error: answer.error.detail }
      : { status: answer.status, body: parsed(answer.body) });
  const answers = came ? [{ at, ...maybe('ms', ms), ...came }] : [];
  return { ...maybe('signature', signature), request, answers, ...maybe('note', result?.problem) };
}

const beganAt = ({ kind, item }: Entry) => (kind === 'event' ? item.attempts[0]?.at : item.at);

/** Every event, callback and call since the sandbox started, in the order in which they began. */
export function createTraffic(platform: Platform): Traffic {
  const ids = new Map<object, string>();
  const entries = new Map<string, { at: number; entry: Entry }>();
  const note = (entry: Entry): string => {
    const known = ids.get(entry.item);
    if (known !== undefined) return known;
    const id = String(ids.size + 1);
    ids.set(entry.item, id);
    entries.set(id, { at: beganAt(entry) ?? platform.clock.now(), entry });
    const [oldest] = entries.keys();
    if (entries.size > MOST_ROWS && oldest !== undefined) entries.delete(oldest);
    return id;
  };
  const find = (id: string) => {
    const found = entries.get(id);
    if (found) return found;
    throw new Error(`there is no entry ${id}`);
  };
  for (const item of platform.calls) note({ kind: 'call', item });
  platform.changes.watch((change) => {
    const entry = entryOf(change);
    if (entry) note(entry);
  });
  return {
    row(change) {
      const entry = entryOf(change);
      if (entry === undefined) return undefined;
      const id = note(entry);
      return rowOf(id, entries.get(id)?.at ?? platform.clock.now(), entry);
    },
    rows: () => [...entries].map(([id, { at, entry }]) => rowOf(id, at, entry)),
    entry: (id) => find(id).entry,
    detail(id) {
      const { at, entry } = find(id);
      return { ...rowOf(id, at, entry), ...contents(entry, platform.world.app.encrypt_key) };
    },
  };
}
