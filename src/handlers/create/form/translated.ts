import { LANGUAGES } from '../../../lib/language.ts';
import type { Words } from '../../../lib/words.ts';
import { type FieldTexts, fieldPath } from '../../../wording/definition-texts.ts';
import { wordsOf } from '../../../wording/names.ts';
import type { Translated } from '../../../wording/translations.ts';
import type { Choosable, Widget } from './widget.ts';

type Said = (own: Words, pick: (field: FieldTexts) => string | undefined) => Words;

/** The same controls with what they say in every language that is known: ids, values and rules are those of the definition. */
export function inLanguages(
  widgets: readonly Widget[],
  texts: Translated | undefined,
  above = '',
): readonly Widget[] {
  if (texts === undefined || Object.keys(texts).length === 0) return widgets;
  return widgets.map((widget) => {
    const path = fieldPath(above, widget.id);
    const said: Said = (own, pick) => {
      if (typeof own !== 'string') return own;
      return wordsOf(own, (language) => {
        const field = texts[language]?.fields[path];
        return field && pick(field);
      });
    };
    const named: Widget = { ...widget, name: said(widget.name, ({ name }) => name) };
    if (named.kind === 'note') return { ...named, text: said(named.text, ({ note, name }) => note ?? name) };
    if (named.kind === 'choice')
      return { ...named, options: named.options.map((one) => optionIn(one, said)) };
    return named.kind === 'list' || named.kind === 'group'
      ? { ...named, children: [...inLanguages(named.children, texts, path)] }
      : named;
  });
}

/** A rule of the definition may name an option by what it says in its own language. */
function optionIn({ value, text: own }: Choosable, said: Said): Choosable {
  const text = said(own, ({ options }) =>
    options && Object.hasOwn(options, value) ? options[value] : undefined,
  );
  if (typeof text === 'string' || typeof own !== 'string') return { value, text };
  return LANGUAGES.some((language) => text[language] === own) ? { value, text } : { value, text, own };
}
