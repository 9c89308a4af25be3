import { shortened } from '../../../../cards/shortened.ts';
import { type Family, type Field, given, left } from '../control.ts';
import type { WidgetOf } from '../widget.ts';

/** So many stand on a card, which takes no more elements than that: the others are counted, and go with the form all the same. */
const SHOWN = 12;
const NAME_CHARACTERS = 60;

/** Attachments come by replying to the card with a file or picture: a card has no field for them. */
export const files: Family<WidgetOf<'files'>> = {
  fields({ image }, key, { filled }) {
    const attached = filled.files[key] ?? [];
    const names = shortened(
      attached.map(({ name }) => name),
      NAME_CHARACTERS,
    );
    const more = attached.length - SHOWN;
    return [
      ...attached.slice(0, SHOWN).flatMap(({ code }, n): Field[] => [
        { as: 'text', text: `📎 ${names[n]}` },
        {
          as: 'button',
          name: `${key}#drop-${code}`,
          key: 'form.hint.drop_file',
          does: 'drop',
          of: `${key} ${code}`,
          beside: true,
        },
      ]),
      ...(more > 0 ? [{ as: 'hint', key: 'form.hint.more_files', params: { count: more } } as const] : []),
      {
        as: 'button',
        name: `${key}#add`,
        key: image ? 'form.hint.add_image' : 'form.hint.add_file',
        does: 'add_file',
        of: key,
      },
    ];
  },
  read(widget, key, { filled }) {
    const attached = filled.files[key] ?? [];
    if (attached.length === 0) return left(widget, key);
    const names = attached.map(({ name }) => name).join(', ');
    return given(
      widget,
      attached.map(({ code }) => code),
      { text: names },
    );
  },
};
