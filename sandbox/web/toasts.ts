import { signal } from '@preact/signals';

export type ToastKind = 'info' | 'success' | 'error' | 'warning';

export interface ShownToast {
  id: number;
  kind: ToastKind;
  text: string;
  detail?: string;
}

const SHOWN_MS = 4_000;

export const toasts = signal<ShownToast[]>([]);
let last = 0;

/** Shows a short message for a while. `detail` is for the developer: what the sandbox knows of a failure. */
export function toast(kind: ToastKind, text: string, detail?: string): void {
  last += 1;
  const id = last;
  toasts.value = [...toasts.value, { id, kind, text, ...(detail !== undefined && { detail }) }];
  const time = detail === undefined ? SHOWN_MS : SHOWN_MS * 2;
  setTimeout(() => {
    toasts.value = toasts.value.filter((one) => one.id !== id);
  }, time);
}

/** Says that something did not work, in the sandbox's own words. */
export function complain(error: unknown): void {
  toast('error', error instanceof Error ? error.message : String(error));
}
