import { type Family, type Field, type FormContext, given, left, shownOptions, wrong } from '../control.ts';
import { listIn, textIn } from '../filled.ts';
import type { Option, WidgetOf } from '../widget.ts';

/** More options than these make a card too large: they are narrowed by a word. */
const SHOWN_OPTIONS = 40;

export const choice: Family<WidgetOf<'choice'>> = {
  fields(widget, key, form) {
    const chosen = listIn(form.filled, key);
    const many = widget.options.length > SHOWN_OPTIONS;
    const options = shownOptions(many ? narrowed(widget.options, key, chosen, form) : widget.options);
    const select: Field = widget.multi
      ? { as: 'choices', name: key, values: chosen.filter((one) => isOption(widget, one)), options }
      : { as: 'select', name: key, value: chosen.find((one) => isOption(widget, one)) ?? '', options };
    return many ? [...narrowing(key, form), select] : [select];
  },
  read(widget, key, { filled }) {
    const chosen = listIn(filled, key);
    if (chosen.length === 0) return left(widget, key);
    if (!chosen.every((one) => isOption(widget, one)) || (!widget.multi && chosen.length > 1))
      return wrong(key, 'form.error.option');
    const texts = widget.options.filter(({ value }) => chosen.includes(value)).map(({ text }) => text);
    return given(widget, widget.multi ? chosen : chosen[0], { text: texts.join(', ') });
  },
};

const isOption = ({ options }: WidgetOf<'choice'>, value: string) =>
  options.some((one) => one.value === value);

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

function narrowed(options: Option[], key: string, chosen: string[], { filled }: FormContext): Option[] {
  const word = textIn(filled, `${key}#word`).toLowerCase();
  const kept = options.filter(({ value }) => chosen.includes(value));
  const found = options.filter((one) => !kept.includes(one) && one.text.toLowerCase().includes(word));
  return [...kept, ...found].slice(0, SHOWN_OPTIONS);
}
