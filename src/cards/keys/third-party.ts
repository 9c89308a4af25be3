import type { TextKeys } from './text-keys.ts';

/** What Feishu shows to whoever acts on a third-party task, when it is not taken. */
export const QUICK_REFUSALS = {
  'quick.unauthentic': [],
  'quick.not_found': [],
  'quick.several': [],
  'quick.unsupported': [],
  'quick.in_progress': [],
  'quick.try_again': [],
} as const satisfies TextKeys;

/** What the person hears of it later. */
export const QUICK_NOTICES = {
  'quick.refused_later': ['message'],
  'quick.failed_later': [],
} as const satisfies TextKeys;

/** What a click is answered with. */
export const THIRD_PARTY_TOASTS = {
  'toast.marked_read': [],
  'toast.marked_before': [],
  'toast.mark_not_yours': [],
} as const satisfies TextKeys;

/** What the card about a third-party approval says first. */
export const THIRD_PARTY_IN_CARDS = {
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

export type ThirdPartyHeading = keyof typeof THIRD_PARTY_IN_CARDS;
