import type { Signal } from '@preact/signals';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Language } from '../../page/protocol.ts';

export type Path = readonly (string | number)[];
export type Element = Readonly<Record<string, unknown>> & { readonly tag?: string };

/** What an element is drawn from: itself, and where it stands in the card. */
export interface ElementProps {
  element: Element;
  path: Path;
}

export type FieldValue = string | string[] | boolean;

/** The fields of a form while it is filled in. */
export interface FormState {
  readonly values: Signal<Readonly<Record<string, FieldValue>>>;
  /** Names of required fields that were empty when it was sent. */
  readonly missing: Signal<ReadonlySet<string>>;
  set(name: string, value: FieldValue): void;
  submit(button: Element, path: Path): Promise<void>;
  reset(): void;
}

/** What all elements of one card share. */
export interface CardScope {
  readonly language: Language;
  /** The custom colours and sizes of the card's config. */
  readonly style: {
    color?: Record<string, Record<string, string>>;
    text_size?: Record<string, Record<string, string>>;
  };
  /** The people that a picker without options of its own offers: open_ids. */
  readonly members: readonly string[];
  /** The element whose click has not been answered yet, as its path. */
  readonly pending: Signal<string | undefined>;
  /** A click that the bot is told of; resolves when it has been answered. */
  click(path: Path, more?: { form?: Record<string, FieldValue>; value?: string | boolean }): Promise<void>;
  openUrl(url: string): void;
}

export const CardContext = createContext<CardScope | undefined>(undefined);
export const FormContext = createContext<FormState | undefined>(undefined);

export function useCard(): CardScope {
  const scope = useContext(CardContext);
  if (scope === undefined) throw new Error('an element is drawn inside of a card');
  return scope;
}

export const list = (value: unknown): Element[] => (Array.isArray(value) ? value : []);
export const object = (value: unknown): Element =>
  (typeof value === 'object' && value !== null ? value : {}) as Element;
export const string = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** The text of a text object in a language; a translation that is missing falls back to the content. */
export function contentOf(value: unknown, language: Language): string {
  const { content, i18n_content } = object(value);
  return string(object(i18n_content)[language]) ?? string(content) ?? '';
}

export const keyOf = (path: Path): string => path.join('.');
