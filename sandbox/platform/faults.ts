import type { Refusal } from './errors.ts';
import { refusalOf } from './errors.ts';

/** Something that goes wrong with API calls. */
export interface CallFault {
  on: 'call';
  /** Any method when left out. */
  method?: string;
  /** A path with `:name` for any one segment, or with a `*` at its end for any rest; any path when left out. */
  path?: string;
  /** How many matching calls it hits; all of them when left out. */
  times?: number;
  /** Waits this long on the sandbox clock before the call has its effect. */
  delayMs?: number;
  /** Waits this long on the sandbox clock after the call has had its effect, before it is answered. */
  answerDelayMs?: number;
  /** Destroys the socket before or after the call has had its effect. */
  drop?: 'before' | 'after';
  /** Answers so, without any effect, or in the place of the true answer. */
  answer?: { status: number; body?: unknown; headers?: Record<string, string>; afterEffect?: boolean };
  /** Refuses with this platform code, without any effect. */
  code?: number;
  /** Answers 99991400 as the gateway does, with 429 or, as older APIs do, 400. */
  rateLimit?: { status: 429 | 400; resetSeconds: number };
}

/** Something that goes wrong with events on their way to the bot. */
export interface DeliveryFault {
  on: 'delivery';
  /** Any event when left out. */
  eventType?: string;
  times?: number;
  /** Sends the event this many times more, at once. */
  duplicate?: number;
  /** Keeps events back until the fault is removed; `reversed` then releases the last one first. */
  hold?: 'in order' | 'reversed';
  /** Never sends the event. */
  drop?: boolean;
}

/** The lists (search_cc, instances/query) answer what was true this long ago. */
export interface SearchFault {
  on: 'search';
  lagMs: number;
}

/**
 * Long connections go half-open: each that would send something while this is in force answers no ping any more and delivers
 * nothing, until the client gives it up. What is sent to it counts as sent and is not acknowledged.
 */
export interface ConnectionFault {
  on: 'connection';
  halfOpen: true;
  /** How many connections it hits; all of them when left out. */
  times?: number;
}

export type Fault = CallFault | DeliveryFault | SearchFault | ConnectionFault;

export interface Faults {
  add(fault: Fault): { remove(): void };
  clear(): void;
}

interface Entry<F extends Fault = Fault> {
  readonly fault: F;
  left: number;
  readonly held: (() => Promise<void>)[];
}

export interface FaultBook extends Faults {
  /** The first fault for this call; counts as one of its times. */
  forCall(method: string, path: string): CallFault | undefined;
  /** The first fault for this event; `released` runs the task when the fault is removed, and resolves with it. */
  forDelivery(
    eventType: string,
  ): { fault: DeliveryFault; released(task: () => Promise<void>): Promise<void> } | undefined;
  searchLag(): number;
  /** The fault that makes a connection go half-open now; counts as one of its times. */
  forConnection(): ConnectionFault | undefined;
}

/** Whether a concrete path fits a pattern such as `/open-apis/im/v1/messages/:id` or `/open-apis/approval/*`. */
export function pathMatches(pattern: string, path: string): boolean {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.at(-1) === '*') {
    wanted.pop();
    given.length = Math.min(given.length, wanted.length);
  }
  return (
    wanted.length === given.length &&
    wanted.every((segment, index) => segment.startsWith(':') || segment === given[index])
  );
}

/** What a call fault makes the platform answer, when it does. */
export function answerOf(
  fault: CallFault,
): { refusal: Refusal } | { raw: NonNullable<CallFault['answer']> } | undefined {
  if (fault.answer !== undefined) return { raw: fault.answer };
  if (fault.code !== undefined) return { refusal: refusalOf(fault.code) };
  if (fault.rateLimit === undefined) return undefined;
  const { status, resetSeconds } = fault.rateLimit;
  const headers = { 'x-ogw-ratelimit-limit': '100', 'x-ogw-ratelimit-reset': String(resetSeconds) };
  return { refusal: { ...refusalOf(99991400), status, headers } };
}

function isCall(entry: Entry): entry is Entry<CallFault> {
  return entry.fault.on === 'call';
}

function isConnection(entry: Entry): entry is Entry<ConnectionFault> {
  return entry.fault.on === 'connection';
}

function isDelivery(entry: Entry): entry is Entry<DeliveryFault> {
  return entry.fault.on === 'delivery';
}

/** One after the other, so that the order in which events are released is the order in which they arrive. */
async function release(entry: Entry): Promise<void> {
  const held = entry.held.splice(0);
  if (entry.fault.on === 'delivery' && entry.fault.hold === 'reversed') held.reverse();
  for (const task of held) await task();
}

/** The faults in force; the one added first wins. */
export function createFaults(): FaultBook {
  const entries: Entry[] = [];
  const discard = (entry: Entry) => {
    const index = entries.indexOf(entry);
    if (index >= 0) entries.splice(index, 1);
    void release(entry);
  };
  const use = <E extends Entry>(entry: E | undefined): E | undefined => {
    if (entry !== undefined) entry.left -= 1;
    return entry;
  };
  return {
    add(fault) {
      const entry: Entry = {
        fault,
        left: fault.on === 'search' ? Infinity : (fault.times ?? Infinity),
        held: [],
      };
      entries.push(entry);
      return { remove: () => discard(entry) };
    },
    clear() {
      for (const entry of [...entries]) discard(entry);
    },
    forCall(method, path) {
      const fits = ({ fault, left }: Entry<CallFault>) =>
        left > 0 && (fault.method ?? method) === method && pathMatches(fault.path ?? path, path);
      return use(entries.filter(isCall).find(fits))?.fault;
    },
    forDelivery(eventType) {
      const fits = ({ fault, left }: Entry<DeliveryFault>) =>
        left > 0 && (fault.eventType ?? eventType) === eventType;
      const entry = use(entries.filter(isDelivery).find(fits));
      const released = (task: () => Promise<void>) =>
        new Promise<void>((resolve) => {
          entry?.held.push(() => task().then(resolve));
        });
      return entry && { fault: entry.fault, released };
    },
    forConnection: () => use(entries.filter(isConnection).find(({ left }) => left > 0))?.fault,
    searchLag: () => Math.max(0, ...entries.map(({ fault }) => (fault.on === 'search' ? fault.lagMs : 0))),
  };
}
