import { anyReads, joined } from '../../../../lib/words.ts';
import { type Family, type Field, type FormContext, given, left, shownOptions, wrong } from '../control.ts';
import { listIn, textIn } from '../filled.ts';
import { optionsNow } from '../relation.ts';
import type { Choosable, WidgetOf } from '../widget.ts';

/** More options than these make a card too large: they are narrowed by a word. */
const SHOWN_OPTIONS = 40;

export const choice: Family<WidgetOf<'choice'>> = {
  fields(widget, key, form) {
    const open = optionsNow(widget, key, form);
    const chosen = listIn(form.filled, key).filter((one) => isAmong(open, one));
    const many = open.length > SHOWN_OPTIONS;
    const options = shownOptions(many ? narrowed(open, key, chosen, form) : open);
    const select: Field = widget.multi
      ? { as: 'choices', name: key, values: chosen, options }
      : { as: 'select', name: key, value: chosen[0] ?? '', options };
    return many ? [...narrowing(key, form), select] : [select];
  },
  read(widget, key, form) {
    const chosen = listIn(form.filled, key);
    const open = optionsNow(widget, key, form);
    if (chosen.length === 0) return left(widget, key);
    if (!chosen.every((one) => isAmong(open, one)) || (!widget.multi && chosen.length > 1))
      return wrong(key, 'form.error.option');
    const texts = widget.options.filter(({ value }) => chosen.includes(value)).map(({ text }) => text);
    return given(widget, widget.multi ? chosen : chosen[0], { text: joined(texts, ', ') });
  },
};

const isAmong = (options: Choosable[], value: string) => options.some((one) => one.value === value);

const narrowing = (key: string, { filled }: FormContext): Field[] => [
  {
    as: 'input',
    name: `${key}#word`,
    value: textIn(filled, `${key}#word`),
    rows: 1,
    max: 50,
    hint: 'form.hint.narrow',
  },
  {
    as: 'button',
    name: `${key}#narrow`,
    key: 'form.hint.narrow_button',
    does: 'refresh',
    of: key,
    beside: true,
  },
];

function narrowed(options: Choosable[], key: string, chosen: string[], { filled }: FormContext): Choosable[] {
  const word = textIn(filled, `${key}#word`).toLowerCase();
  const kept = options.filter(({ value }) => chosen.includes(value));
  const found = options.filter(
    (one) => !kept.includes(one) && anyReads(one.text, (text) => text.toLowerCase().includes(word)),
  );
  return [...kept, ...found].slice(0, SHOWN_OPTIONS);
}
