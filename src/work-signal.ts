import { AsyncLocalStorage } from 'node:async_hooks';

interface Work {
  signal: AbortSignal;
  look: (() => void) | undefined;
}

const current = new AsyncLocalStorage<Work>();

/**
 * Runs `work` so that it may begin nothing outside of this process any more once `signal` is aborted. Whoever asks for the
 * signal has `look` called first: it aborts what a timer could not yet, because the event loop was held up.
 */
export const withWorkSignal = <T>(signal: AbortSignal, work: () => T, look?: () => void): T =>
  current.run({ signal, look }, work);

/** The signal of the work that is being done now; undefined outside of any. */
export function workSignal(): AbortSignal | undefined {
  const { signal, look } = current.getStore() ?? {};
  look?.();
  return signal;
}
