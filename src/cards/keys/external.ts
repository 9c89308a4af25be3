import type { TextKeys } from './text-keys.ts';

/** What a click is answered with. */
export const EXTERNAL_TOASTS = {
  'toast.marked_read': [],
  'toast.marked_before': [],
  'toast.mark_not_yours': [],
} as const satisfies TextKeys;

/** What the card about a third-party approval says first. */
export const EXTERNAL_IN_CARDS = {
  'external.task.PENDING': [],
  'external.task.APPROVED': [],
  'external.task.REJECTED': [],
  'external.task.TRANSFERRED': [],
  'external.task.DONE': [],
  'external.copied': [],
  'external.read': [],
  'external.end.APPROVED': [],
  'external.end.REJECTED': [],
  'external.end.CANCELED': [],
  'external.end.TERMINATED': [],
} as const satisfies TextKeys;

export type ExternalHeading = keyof typeof EXTERNAL_IN_CARDS;
