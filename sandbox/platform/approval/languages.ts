import type { Platform } from '../platform.ts';
import type { Entry, Widget } from './form/entry.ts';
import { objectOf } from './form/entry.ts';
import type { Instance } from './model.ts';

/** What a definition says in its own language, as the reader's. */
export type Translate = (text: string) => string;

/**
 * How texts of definitions read with this `locale`: one that was not translated, or was left empty, stays as it is. Without a
 * locale all of them do.
 */
export const inLanguage =
  ({ world }: Pick<Platform, 'world'>, locale: string | undefined): Translate =>
  (text) =>
    (locale === 'en-US' || locale === 'ja-JP' ? world.translations[text]?.[locale] : undefined) ?? text;

const isTextField = (name: string, value: unknown): value is string =>
  (name === 'name' || name === 'text') && typeof value === 'string';

/** A form with its names, options and explanations in a language: ids and keys are the same in every one. */
export function formIn(form: readonly Widget[], translate: Translate): object[] {
  const nested = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(nested);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [
        name,
        isTextField(name, inner) ? translate(inner) : nested(inner),
      ]),
    );
  };
  return form.map((widget) => {
    const shown = objectOf(nested(widget));
    return widget.type === 'text' && typeof widget.value === 'string'
      ? { ...shown, value: translate(widget.value) }
      : shown;
  });
}

/** The form of an instance: names, and options by their texts. */
export function filledIn(form: Instance['form'] | readonly Entry[], translate: Translate): object[] {
  const option = (value: unknown) => (typeof value === 'string' ? translate(value) : value);
  return form.map((one) => {
    const named = { ...one, ...(typeof one.name === 'string' && { name: translate(one.name) }) };
    if (one.type.startsWith('radio')) return { ...named, value: option(one.value) };
    if (one.type.startsWith('checkbox') && Array.isArray(one.value))
      return { ...named, value: one.value.map(option) };
    return named;
  });
}
