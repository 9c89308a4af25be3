/** How a value is laid out, without what it says: names of fields and kinds of values. */
export function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? [] : [shapeOf(value[0])];
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, shapeOf(one)]));
  if (value === '') return 'empty text';
  return value === null ? 'null' : typeof value === 'string' ? 'text' : typeof value;
}

const filled = (value: unknown) => value !== undefined && value !== '' && value !== null;

/** As which of the shapes that are known a CC of a timeline came: the names of the sandbox's variants. */
export function variantOf(entry: Record<string, unknown>): string {
  const ext = typeof entry.ext === 'string' ? entry.ext : JSON.stringify(entry.ext ?? '');
  if (filled(entry.open_id)) return Array.isArray(entry.cc_user_list) ? 'documented' : 'unknown';
  if (Array.isArray(entry.cc_user_list)) return Array.isArray(entry.open_id_list) ? 'no open_id' : 'user_ids';
  if (Array.isArray(entry.open_id_list)) return 'lists';
  return ext.includes('_list') ? 'ext' : 'unknown';
}
