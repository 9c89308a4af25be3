import type { Words } from '../../lib/words.ts';

/** Keys of texts, each with the names of the values it takes. */
export type TextKeys = Readonly<Record<string, readonly string[]>>;

type Value = Words | number;
type Values<Names extends string> = Readonly<Record<Names, Value>>;

/** The keys of those texts that take no other values than these. */
export type KeyWith<Texts extends TextKeys, Given extends string = never> = {
  [Key in keyof Texts]: Texts[Key][number] extends Given ? Key : never;
}[keyof Texts];

/** A text with the values it takes; more of them do no harm. */
export type Sentence<Texts extends TextKeys> =
  | { key: KeyWith<Texts>; params?: Values<string> }
  | {
      [Key in Exclude<keyof Texts, KeyWith<Texts>>]: { key: Key; params: Values<Texts[Key][number]> };
    }[Exclude<keyof Texts, KeyWith<Texts>>];

/** What is handed over with a key: its values, if it takes any. */
export type Given<Names extends string> = [Names] extends [never]
  ? [params?: Values<string>]
  : [params: Values<Names>];
