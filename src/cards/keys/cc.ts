import type { TextKeys } from './text-keys.ts';

/** The sentences of the `notice` card, each with the values it takes. */
export const CC_NOTICES = {
  'cc.usage': [],
  'cc.only_self': [],
  'cc.only_bot': [],
  'cc.everyone': [],
  'cc.too_many': ['count', 'max'],
  'cc.comment_too_long': ['count', 'max'],
  'cc.outsiders': ['names'],
  'cc.unseen': ['names'],
  'cc.only_bots': ['names'],
  'cc.bots_left_out': ['names'],
  'cc.two_instances': [],
  'cc.not_found': [],
  'cc.link_unknown': [],
  'cc.short_link': [],
  'cc.quoted_unread': [],
  'cc.quoted_two': [],
  'cc.picker_sent': [],
  'cc.rest_sent': [],
  'cc.cancelled': [],
  'cc.no_recent': [],
  'cc.status_usage': [],
  'cc.status_none': [],
  'cc.had_it': [],
  'cc.full': ['count', 'max'],
  'cc.error.rejected': [],
  'cc.error.definition_gone': [],
  'cc.error.instance_gone': [],
  'cc.error.signature': [],
  'cc.error.not_here': [],
  'cc.error.busy': [],
  'cc.error.uncertain': [],
} as const satisfies TextKeys;

/** What a click is answered with. */
export const CC_TOASTS = {
  'toast.reminded': ['count'],
  'toast.reminded_already': ['time'],
  'toast.all_read': [],
  'toast.about_shown': [],
  'toast.remind_not_yours': [],
  'toast.receipt_outdated': [],
  'toast.cc_nobody': [],
  'toast.form_used': [],
} as const satisfies TextKeys;
