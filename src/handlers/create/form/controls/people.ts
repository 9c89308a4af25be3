import { isOpenId } from '../../../../lib/ids.ts';
import { type Family, type Field, type FormContext, given, left, wrong } from '../control.ts';
import { listIn } from '../filled.ts';
import type { WidgetOf } from '../widget.ts';

/**
 * A picker of people. It lists those who were offered and no one else; with nobody to offer it would list the members of
 * the chat, so then there is only the way to add people.
 */
export function peopleFields(
  name: string,
  multi: boolean,
  { filled, candidates }: Pick<FormContext, 'filled' | 'candidates'>,
  only?: readonly string[],
): Field[] {
  const chosen = listIn(filled, name).filter(isOpenId);
  const options = [...new Set([...chosen, ...(only ?? candidates)])];
  const add: Field[] = only
    ? []
    : [{ as: 'button', name: `${name}#add`, key: 'form.hint.add_people', does: 'add_people', of: name }];
  if (options.length === 0) return [{ as: 'hint', key: 'form.hint.nobody' }, ...add];
  return multi
    ? [{ as: 'people', name, values: chosen, options }, ...add]
    : [{ as: 'person', name, value: chosen[0] ?? '', options }, ...add];
}

export const people: Family<WidgetOf<'people'>> = {
  fields: ({ multi }, key, form) => peopleFields(key, multi, form),
  read(widget, key, { filled, person, userIds }) {
    const chosen = listIn(filled, key);
    if (chosen.length === 0) return left(widget, key);
    if (!chosen.every(isOpenId)) return wrong(key, 'form.error.option');
    if (!widget.multi && chosen.length > 1) return wrong(key, 'form.error.one_person');
    if (widget.notSelf && chosen.includes(person)) return wrong(key, 'form.error.not_self');
    const known = chosen.flatMap((openId) => userIds[openId] ?? []);
    return given(widget, known, { people: chosen }, { open_ids: chosen });
  },
};
