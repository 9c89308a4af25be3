import type { CallLog } from './calls.ts';
import type { Delivery } from './events/deliveries.ts';
import type { Message } from './im/model.ts';
import type { Callback } from './people/callbacks.ts';

/** Something that whoever looks at the sandbox would see: it is new, or is no longer what it was. */
export type Change =
  | { readonly kind: 'message'; readonly message: Message }
  | { readonly kind: 'call'; readonly call: CallLog }
  | { readonly kind: 'delivery'; readonly delivery: Delivery }
  | { readonly kind: 'callback'; readonly callback: Callback }
  | { readonly kind: 'application' | 'approvals' | 'clock' | 'faults' };

export type Watcher = (change: Change) => void;

export interface Changes {
  tell(change: Change): void;
  /** @returns a function that ends the watch. */
  watch(watcher: Watcher): () => void;
}

/** Tells those who watch of every change, at once and in order. */
export function createChanges(): Changes {
  const watchers = new Set<Watcher>();
  return {
    tell(change) {
      for (const watcher of watchers) watcher(change);
    },
    watch(watcher) {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
  };
}
