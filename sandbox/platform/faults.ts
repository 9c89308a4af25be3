import type { Refusal } from './errors.ts';
import { refusalOf } from './errors.ts';
import type { CallFault, ConnectionFault, DeliveryFault, Fault, FrameFault, WireFault } from './fault.ts';

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
  /** The first fault for what is sent to the bot; counts as one of its times. */
  forWire(): WireFault | undefined;
  searchLag(): number;
  /** The fault that makes a connection go half-open now; counts as one of its times. */
  forConnection(): ConnectionFault | undefined;
  /** The first fault for the frames of an event; counts as one of its times. */
  forFrames(): FrameFault | undefined;
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

function isWire(entry: Entry): entry is Entry<WireFault> {
  return entry.fault.on === 'wire';
}

function isConnection(entry: Entry): entry is Entry<ConnectionFault> {
  return entry.fault.on === 'connection';
}

function isFrame(entry: Entry): entry is Entry<FrameFault> {
  return entry.fault.on === 'frame';
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
    forWire: () => use(entries.filter(isWire).find(({ left }) => left > 0))?.fault,
    forConnection: () => use(entries.filter(isConnection).find(({ left }) => left > 0))?.fault,
    forFrames: () => use(entries.filter(isFrame).find(({ left }) => left > 0))?.fault,
    searchLag: () => Math.max(0, ...entries.map(({ fault }) => (fault.on === 'search' ? fault.lagMs : 0))),
  };
}
