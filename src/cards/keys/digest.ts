import type { TextKeys } from './text-keys.ts';

/** The sentences of the `notice` card, each with the values it takes. */
export const DIGEST_NOTICES = {
  'digest.settings_sent': [],
  'digest.on': ['time', 'timezone'],
  'digest.on_default_zone': ['time', 'timezone'],
  'digest.off': [],
  'digest.paused': ['date'],
  'digest.pause_past': [],
  'digest.not_understood': ['typed'],
  'digest.usage': [],
  'unread.none': [],
  'unread.none_left': [],
  'unread.sent': [],
} as const satisfies TextKeys;

/** What a click is answered with. */
export const DIGEST_TOASTS = {
  'toast.list_not_yours': [],
  'toast.list_outdated': [],
  'toast.settings_not_yours': [],
  'toast.settings_outdated': [],
  'toast.settings_here': [],
  'toast.digest_on': ['time'],
  'toast.digest_on_there': ['time', 'timezone'],
  'toast.digest_off': [],
  'toast.digest_saved': ['time'],
  'toast.digest_saved_there': ['time', 'timezone'],
  'toast.snoozed': ['date'],
  'toast.date_past': [],
} as const satisfies TextKeys;

/** What a card says by a key that its view carries. */
export const DIGEST_IN_CARDS = {
  'unread.age': ['count'],
  'unread.age_today': [],
  'unread.copied_by': ['person'],
  'unread.started_and_copied': ['person'],
  'unread.group': ['name', 'count'],
  'unread.reminder': ['count'],
  'digest.fresh': ['count'],
  'digest.earlier': ['count'],
  'day.1': [],
  'day.2': [],
  'day.3': [],
  'day.4': [],
  'day.5': [],
  'day.6': [],
  'day.7': [],
} as const satisfies TextKeys;
