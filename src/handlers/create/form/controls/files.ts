import { type Family, type Field, given, left } from '../control.ts';
import type { WidgetOf } from '../widget.ts';

/** Attachments come by replying to the card with a file or picture: a card has no field for them. */
export const files: Family<WidgetOf<'files'>> = {
  fields({ image }, key, { filled }) {
    const attached = filled.files[key] ?? [];
    return [
      ...attached.flatMap(({ name, code }): Field[] => [
        { as: 'text', text: `📎 ${name}` },
        {
          as: 'button',
          name: `${key}#drop-${code}`,
          key: 'form.hint.drop_file',
          does: 'drop',
          of: `${key} ${code}`,
          beside: true,
        },
      ]),
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
