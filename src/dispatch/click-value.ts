/** A value of a button or a field as text; empty when it is anything else, as whoever clicks may send anything. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
