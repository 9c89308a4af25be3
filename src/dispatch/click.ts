import type { Tx } from '../store/db.ts';

/** A value of a button or a field as text; empty when it is anything else, as whoever clicks may send anything. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** A click on a card of ours. */
export interface Click {
  /** open_id */
  operator: string;
  messageId: string;
  /** Where the card stands; empty when Feishu does not say. */
  chatId: string;
  value: Record<string, unknown>;
  /** What was filled into the form around the button. */
  form: Record<string, unknown>;
  /** IANA name of the time zone in which the person clicked. */
  timezone: string | undefined;
  /** What was chosen in a menu or a date picker. */
  option?: string | undefined;
}

/** What the client shows at once: a toast, another card, or both. */
export interface ClickAnswer {
  toast?: object;
  card?: { type: 'raw'; data: object };
}

/** Decides on a click within one transaction and without any platform call, so that it is answered in time always. */
export type ClickHandler = (click: Click, tx: Tx) => Promise<ClickAnswer>;
