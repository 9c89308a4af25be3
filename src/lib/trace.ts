import { AsyncLocalStorage } from 'node:async_hooks';

/** The event, or the click, because of which something is done. */
export interface Cause {
  eventId: string;
  /** When it arrived, Unix ms; missing in what was put off on purpose, which is not late. */
  receivedAt?: number;
  /** open_id of whoever did it; missing where it was nobody in particular. */
  person?: string | undefined;
}

/** What work belongs to. */
export interface Trace {
  ids: Record<string, string>;
  cause?: Cause | undefined;
}

const current = new AsyncLocalStorage<Trace | undefined>();

/** Every log line that is written during `work`, however deep, carries these ids, and every job that it adds the cause. */
export const traced = <T>({ ids, cause }: Trace, work: () => T): T =>
  current.run({ ids: { ...current.getStore()?.ids, ...ids }, cause }, work);

/** For work that several share: it belongs to none of them. */
export const untraced = <T>(work: () => T): T => current.run(undefined, work);

/** The same work, to be done later from elsewhere: it still belongs to what it belongs to now. */
export function keepingTrace<A, R>(work: (given: A) => R): (given: A) => R {
  const trace = current.getStore();
  return (given) => current.run(trace, work, given);
}

export const currentCause = (): Cause | undefined => current.getStore()?.cause;

export function traceIds(): Record<string, string> {
  const { ids, cause } = current.getStore() ?? {};
  return { ...ids, ...(cause && { event_id: cause.eventId }) };
}
