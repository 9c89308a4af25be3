import { AsyncLocalStorage } from 'node:async_hooks';

const current = new AsyncLocalStorage<Record<string, string>>();

/** Every log line that is written during `work`, however deep, carries these ids. */
export const traced = <T>(ids: Record<string, string>, work: () => Promise<T>): Promise<T> =>
  current.run({ ...current.getStore(), ...ids }, work);

export const traceIds = (): Record<string, string> => current.getStore() ?? {};
