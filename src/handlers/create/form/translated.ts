import { LANGUAGES } from '../../../lib/language.ts';
import type { Words } from '../../../lib/words.ts';
import { fieldPath } from '../../../wording/definition-texts.ts';
import { fieldName, noteText, optionText } from '../../../wording/names.ts';
import type { Translated } from '../../../wording/translations.ts';
import type { Choosable, Widget } from './widget.ts';

/** What the definition says in its own language, which it is read in first. */
const own = (words: Words): string => (typeof words === 'string' ? words : words.zh_cn);

/** The same controls with what they say in every language that is known: ids, values and rules are those of the definition. */
export function inLanguages(
  widgets: readonly Widget[],
  texts: Translated | undefined,
  above = '',
): readonly Widget[] {
  if (texts === undefined || Object.keys(texts).length === 0) return widgets;
  return widgets.map((widget) => {
    const path = fieldPath(above, widget.id);
    const named: Widget = { ...widget, name: fieldName(texts, path, own(widget.name)) };
    switch (named.kind) {
      case 'note':
        return { ...named, text: noteText(texts, path, own(named.text)) };
      case 'choice':
        return { ...named, options: named.options.map((one) => optionIn(texts, path, one)) };
      case 'list':
      case 'group':
        return { ...named, children: [...inLanguages(named.children, texts, path)] };
      default:
        return named;
    }
  });
}

/** A rule of the definition may name an option by what it says in its own language. */
function optionIn(texts: Translated, path: string, option: Choosable): Choosable {
  const { value } = option;
  const ownText = own(option.text);
  const text = optionText(texts, path, value, ownText);
  const isRead = typeof text === 'string' || LANGUAGES.some((language) => text[language] === ownText);
  return isRead ? { value, text } : { value, text, own: ownText };
}
