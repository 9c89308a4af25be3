import { CC_NOTICES, CC_TOASTS } from './keys/cc.ts';
import { CREATE_NOTICES, CREATE_TOASTS, FORM_ERRORS, FORM_HINTS } from './keys/create.ts';
import { DIGEST_IN_CARDS, DIGEST_NOTICES, DIGEST_TOASTS } from './keys/digest.ts';
import { COMMAND_TEXTS } from './keys/help.ts';
import { HISTORY_IN_CARDS } from './keys/history.ts';
import type { Given, KeyWith, Sentence, TextKeys } from './keys/text-keys.ts';
import {
  QUICK_NOTICES,
  QUICK_REFUSALS,
  THIRD_PARTY_IN_CARDS,
  THIRD_PARTY_TOASTS,
} from './keys/third-party.ts';

/** The sentences of the `notice` card, each with the values it takes. */
export const NOTICES = {
  ...CC_NOTICES,
  ...CREATE_NOTICES,
  ...DIGEST_NOTICES,
  ...QUICK_NOTICES,
  'message.stale': [],
  'message.too_long': [],
  'message.not_a_command': [],
  'message.unsupported': [],
  'message.forwarded': [],
  'message.unwritable': [],
  'message.in_private': [],
  'message.undrawable': ['reference'],
  'command.unknown': ['typed', 'nearest'],
  'command.unknown_plain': ['typed'],
  'ping.pong': [],
  'error.scope': [],
  'error.quota': [],
  'error.setup': [],
  'error.refused': ['reference'],
  'error.network': [],
  'error.unexpected': ['reference'],
} as const satisfies TextKeys;

/** Those that send people to Feishu: a button beside them opens what they name. */
export const SENT_TO_FEISHU: ReadonlySet<string> = new Set<keyof typeof NOTICES>([
  'cc.error.signature',
  'cc.error.not_here',
  'cc.error.uncertain',
  'create.error.signature',
  'create.file_protected',
  'create.withdraw_signature',
  'create.withdraw_refused',
  'error.refused',
]);

/** What a click is answered with. */
const TOASTS = {
  ...CC_TOASTS,
  ...CREATE_TOASTS,
  ...DIGEST_TOASTS,
  ...THIRD_PARTY_TOASTS,
  'toast.not_yours': [],
  'toast.working': [],
  'toast.already_done': ['time'],
  'toast.cancelled': [],
  'toast.outdated': [],
  'toast.failed': [],
} as const satisfies TextKeys;

/** The states of an approval instance and the colour of their tag. */
export const STATUS_COLORS = {
  PENDING: 'orange',
  APPROVED: 'green',
  REJECTED: 'red',
  CANCELED: 'neutral',
  DELETED: 'neutral',
  REVERTED: 'neutral',
  TERMINATED: 'neutral',
  /** A state that no page of the platform names. */
  UNKNOWN: 'neutral',
} as const;

export type NoticeKey = keyof typeof NOTICES;
/** A sentence that takes no values. */
export type PlainNotice = KeyWith<typeof NOTICES>;
/** What went wrong: at most with the reference by which an operator finds what happened. */
export type ProblemKey = KeyWith<typeof NOTICES, 'reference'>;
export type NoticeSentence = Sentence<typeof NOTICES>;
export type ToastKey = keyof typeof TOASTS;
/** One that takes no other values than these. */
export type ToastWith<Names extends string = never> = KeyWith<typeof TOASTS, Names>;
export type ToastValues<Key extends ToastKey> = Given<(typeof TOASTS)[Key][number]>;
export type FormErrorKey = keyof typeof FORM_ERRORS;
export type FormErrorValues<Key extends FormErrorKey> = Given<(typeof FORM_ERRORS)[Key][number]>;
export type FormError = Sentence<typeof FORM_ERRORS>;
export type FormHint = Sentence<typeof FORM_HINTS>;
/** A label or a button that takes no values. */
export type FormHintKey = KeyWith<typeof FORM_HINTS>;
/** Plain texts, shown by Feishu itself. */
export type QuickRefusal = keyof typeof QUICK_REFUSALS;
export type InstanceStatus = keyof typeof STATUS_COLORS;

/** Every text that code asks for by a key it computes, with the values it gives. */
export const REQUESTED: TextKeys = {
  ...COMMAND_TEXTS,
  ...NOTICES,
  ...TOASTS,
  ...FORM_ERRORS,
  ...FORM_HINTS,
  ...QUICK_REFUSALS,
  'form.label': ['name'],
  'form.label_required': ['name'],
  'form.flow': [],
  'form.changed': [],
  'form.preparing': [],
  'form.submitting': ['approval'],
  ...DIGEST_IN_CARDS,
  'people.more': ['count'],
  ...HISTORY_IN_CARDS,
  ...THIRD_PARTY_IN_CARDS,
  ...Object.fromEntries(Object.keys(STATUS_COLORS).map((status) => [`status.${status}`, []])),
};
