/** The sentences of the `notice` card, each with the values it takes. */
export const NOTICES = {
  'message.stale': [],
  'message.not_a_command': [],
  'message.unsupported': [],
  'message.unwritable': [],
  'command.unknown': ['typed', 'nearest'],
  'command.unknown_plain': ['typed'],
  'ping.pong': [],
  'cc.usage': [],
  'cc.only_self': [],
  'cc.only_bot': [],
  'cc.everyone': [],
  'cc.too_many': ['count', 'max'],
  'cc.comment_too_long': ['count', 'max'],
  'cc.outsiders': [],
  'cc.two_instances': [],
  'cc.not_found': [],
  'cc.picker_sent': [],
  'cc.cancelled': [],
  'cc.no_recent': [],
  'cc.status_usage': [],
  'cc.status_none': [],
  'cc.error.rejected': [],
  'cc.error.definition_gone': [],
  'cc.error.instance_gone': [],
  'cc.error.signature': [],
  'cc.error.busy': [],
  'cc.error.uncertain': [],
  'digest.settings_sent': [],
  'digest.on': ['time', 'timezone'],
  'digest.off': [],
  'digest.paused': ['date'],
  'digest.pause_past': [],
  'digest.usage': [],
  'unread.none': [],
  'unread.none_left': [],
  'unread.sent': [],
  'error.scope': [],
  'error.quota': [],
  'error.network': [],
  'error.unexpected': ['reference'],
} as const satisfies Record<string, readonly string[]>;

/** What a click is answered with. */
export const TOASTS = {
  'toast.not_yours': [],
  'toast.working': [],
  'toast.already_done': ['time'],
  'toast.cancelled': [],
  'toast.outdated': [],
  'toast.failed': [],
  'toast.list_not_yours': [],
  'toast.settings_not_yours': [],
  'toast.digest_on': [],
  'toast.digest_off': [],
  'toast.digest_saved': [],
  'toast.snoozed': ['date'],
  'toast.date_past': [],
  'toast.reminded': ['count'],
  'toast.reminded_already': ['time'],
  'toast.all_read': [],
  'toast.remind_not_yours': [],
} as const satisfies Record<string, readonly string[]>;

/** What a card says by a key that its view carries. */
export const IN_CARDS = {
  'unread.age': ['count'],
  'unread.age_today': [],
  'unread.group': ['name', 'count'],
  'digest.fresh': ['count'],
  'digest.earlier': ['count'],
  'day.1': [],
  'day.2': [],
  'day.3': [],
  'day.4': [],
  'day.5': [],
  'day.6': [],
  'day.7': [],
} as const satisfies Record<string, readonly string[]>;

/** The states of an approval instance and the colour of their tag. */
export const STATUS_COLORS = {
  PENDING: 'orange',
  APPROVED: 'green',
  REJECTED: 'red',
  CANCELED: 'neutral',
  DELETED: 'neutral',
} as const;

export type NoticeKey = keyof typeof NOTICES;
export type ToastKey = keyof typeof TOASTS;
export type InstanceStatus = keyof typeof STATUS_COLORS;

/** Every text that code asks for by a key it computes, with the values it gives. */
export const REQUESTED: Readonly<Record<string, readonly string[]>> = {
  ...NOTICES,
  ...TOASTS,
  ...IN_CARDS,
  ...Object.fromEntries(Object.keys(STATUS_COLORS).map((status) => [`status.${status}`, []])),
};
