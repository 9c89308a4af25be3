import type { Widget } from './widget.ts';

/** What names are made of besides ids, and what is no name for a property of an object. */
const reserved = /[%/#: ]|^__/g;

/**
 * A control's id as a part of the names of fields. Ids are whatever a definition says; escaped like this none of them, nor a
 * row of a list, meets another name: ours have a colon, fields beside a control's own a hash, levels a slash.
 */
export const idPart = (id: string): string =>
  id.replace(reserved, (found) => [...found].map((one) => `%${one.charCodeAt(0).toString(16)}`).join(''));

export const keyOf = ({ id }: Pick<Widget, 'id'>): string => idPart(id);
export const keyWithin = (key: string, widget: Pick<Widget, 'id'>): string => `${key}/${keyOf(widget)}`;

/** The control with this key, inside lists and groups too. A row of a list is the list's. */
export function widgetAt(widgets: readonly Widget[], key: string): Widget | undefined {
  const [first, ...deeper] = key.split('/');
  const found = widgets.find((widget) => keyOf(widget) === first);
  const rest = found?.kind === 'list' ? deeper.slice(1) : deeper;
  if (!found || rest.length === 0) return found;
  const nested = found.kind === 'list' || found.kind === 'group';
  return nested ? widgetAt(found.children, rest.join('/')) : undefined;
}

/** By which a definition may name a control. */
export const namesOf = ({ id, customId }: Widget): string[] =>
  customId === undefined ? [id] : [id, customId];

/** The names of the control with this key as rules of a definition give them: `list.child` for one inside another. */
export function namesAt(widgets: readonly Widget[], key: string): string[] {
  const [first = ''] = key.split('/');
  const outer = widgetAt(widgets, first);
  const inner = widgetAt(widgets, key);
  if (!outer || !inner) return [];
  if (outer === inner) return namesOf(outer);
  return namesOf(outer).flatMap((above) => namesOf(inner).map((name) => `${above}.${name}`));
}
