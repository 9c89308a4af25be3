import type { Request, Response } from 'express';
import type { Change, Person, Platform } from '../platform/index.ts';
import type { BotControl } from './bot.ts';
import type { PageEvent } from './protocol.ts';
import type { Traffic } from './traffic.ts';
import { appView, chatsOf, clockView, messageIdIn, messageView, stateView, unreadCopies } from './views.ts';

const ALIVE_MS = 15_000;

/** What the sandbox itself tells every page, beside the changes of the platform. */
export interface Bulletin {
  publish(event: PageEvent): void;
  subscribe(listener: (event: PageEvent) => void): () => void;
}

export function createBulletin(): Bulletin {
  const listeners = new Set<(event: PageEvent) => void>();
  return {
    publish(event) {
      for (const listener of listeners) listener(event);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function eventsOf(change: Change, person: Person, platform: Platform, traffic: Traffic): PageEvent[] {
  if (change.kind === 'faults') return [{ type: 'faults' }];
  if (change.kind === 'application') return [{ type: 'app', app: appView(platform) }];
  if (change.kind === 'approvals')
    return [{ type: 'approvals', unread_copies: unreadCopies(person, platform) }];
  if (change.kind === 'clock') return [{ type: 'clock', clock: clockView(platform) }];
  const message = messageOf(change, platform);
  const seen = message !== undefined && chatsOf(person, platform).includes(message.chat);
  const row = traffic.row(change);
  return [
    ...(seen ? [{ type: 'message' as const, message: messageView(message, platform) }] : []),
    ...(row ? [{ type: 'traffic' as const, row }] : []),
    ...(change.kind === 'delivery' ? [{ type: 'clock' as const, clock: clockView(platform) }] : []),
  ];
}

function messageOf(change: Change, platform: Platform) {
  if (change.kind === 'message') return change.message;
  const id = change.kind === 'delivery' ? messageIdIn(change.delivery) : undefined;
  return id === undefined ? undefined : platform.messages.find(id);
}

interface Parts {
  readonly platform: Platform;
  readonly bot: BotControl;
  readonly traffic: Traffic;
  readonly bulletin: Bulletin;
}

/** Server-sent events: everything that this person sees, and then every change of it as it happens. */
export function stream(
  request: Request,
  response: Response,
  person: Person,
  { platform, traffic, bulletin, bot }: Parts,
): void {
  response.set({ 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.write('retry: 500\n\n');
  const send = (event: PageEvent) => response.write(`data: ${JSON.stringify(event)}\n\n`);
  send({ type: 'state', state: stateView(person, platform, bot.state()), traffic: traffic.rows() });
  const unwatch = platform.changes.watch((change) => {
    for (const event of eventsOf(change, person, platform, traffic)) send(event);
  });
  const unsubscribe = bulletin.subscribe(send);
  const alive = setInterval(() => response.write(':\n\n'), ALIVE_MS);
  request.on('close', () => {
    unwatch();
    unsubscribe();
    clearInterval(alive);
  });
}
