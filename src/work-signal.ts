import { AsyncLocalStorage } from 'node:async_hooks';

const current = new AsyncLocalStorage<AbortSignal>();

/** Runs `work` so that it may begin nothing outside of this process any more once `signal` is aborted. */
export const withWorkSignal = <T>(signal: AbortSignal, work: () => T): T => current.run(signal, work);

/** The signal of the work that is being done now; undefined outside of any. */
export const workSignal = (): AbortSignal | undefined => current.getStore();
