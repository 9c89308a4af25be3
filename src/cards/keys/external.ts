import type { TextKeys } from './text-keys.ts';

/** What Feishu shows to whoever acts on a third-party task, when it is not taken. */
export const QUICK_REFUSALS = {
  'quick.unauthentic': [],
  'quick.not_found': [],
  'quick.unsupported': [],
  'quick.in_progress': [],
  'quick.try_again': [],
} as const satisfies TextKeys;

/** What the person hears of it later. */
export const QUICK_NOTICES = {
  'quick.refused_later': ['message'],
  'quick.failed_later': [],
} as const satisfies TextKeys;
