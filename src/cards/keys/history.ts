import type { TextKeys } from './text-keys.ts';

/** What happens on the way of an instance, each with the values its text takes. */
export const HISTORY = {
  PASS: ['person', 'time'],
  REJECT: ['person', 'time'],
  AUTO_PASS: ['time'],
  AUTO_REJECT: ['time'],
  TRANSFER: ['person', 'people', 'time'],
  ADD_APPROVER: ['person', 'people', 'time'],
  DELETE_APPROVER: ['person', 'people', 'time'],
  ROLLBACK: ['person', 'time'],
  CANCEL: ['person', 'time'],
  DELETE: ['person', 'time'],
} as const satisfies TextKeys;
export type HistoryKind = keyof typeof HISTORY;

/** The texts of a history on a card. */
export const HISTORY_IN_CARDS: TextKeys = {
  ...Object.fromEntries(Object.entries(HISTORY).map(([kind, values]) => [`history.${kind}`, values])),
  'history.comment': ['decision', 'comment'],
  'history.earlier': ['count'],
  'history.somebody': [],
};
