import { AsyncLocalStorage } from 'node:async_hooks';

/** What work holds while it lasts, and gives to others while it only waits for its turn inside of this process. */
export interface WorkSlot {
  /** Whether there is room for one more who waits. */
  hasRoom(): boolean;
  /** Gives the slot away; returns how it is taken back, at once and whatever has become of it. */
  stepAside(): () => void;
  /** For how long it has been given away by now, ms. */
  asideMs(): number;
  /** Whether this work was put off before: it goes before whoever comes only now. */
  isSenior: boolean;
}

interface Work {
  signal: AbortSignal;
  look?: (() => void) | undefined;
  slot?: WorkSlot | undefined;
}

const current = new AsyncLocalStorage<Work>();

/**
 * Runs `work` so that it may begin nothing outside of this process any more once `signal` is aborted. Whoever asks for the
 * signal has `look` called first: it aborts what a timer could not yet, because the event loop was held up.
 */
export const withWorkSignal = <T>(signal: AbortSignal, work: () => T, around: Omit<Work, 'signal'> = {}): T =>
  current.run({ signal, ...around }, work);

/** The signal of the work that is being done now; undefined outside of any. */
export function workSignal(): AbortSignal | undefined {
  const { signal, look } = current.getStore() ?? {};
  look?.();
  return signal;
}

/** Whether the work that is being done now may wait for longer than a moment. */
export const mayWait = (): boolean => current.getStore()?.slot?.hasRoom() ?? true;

/** Whether it was put off before. */
export const isSenior = (): boolean => current.getStore()?.slot?.isSenior ?? false;

/** Waits for something inside of this process, and gives the slot of the work that is being done now to others meanwhile. */
export async function aside<T>(wait: () => Promise<T>): Promise<T> {
  const back = current.getStore()?.slot?.stepAside();
  return back ? wait().finally(back) : wait();
}
