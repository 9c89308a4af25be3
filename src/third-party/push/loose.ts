export type Loose = Record<string, unknown>;

/** What can be said of a body whose fields may be of any type: its objects and texts, and nothing where there is something else. */
export const isObject = (value: unknown): value is Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export interface Placed<T> {
  path: PropertyKey[];
  value: T;
}

/** The objects of a list, with their places. */
export function objectsIn(parent: Placed<Loose>, name: string): Placed<Loose>[] {
  const list = parent.value[name];
  if (!Array.isArray(list)) return [];
  return list.flatMap((value, index) =>
    isObject(value) ? { path: [...parent.path, name, index], value } : [],
  );
}

/** The fields of an object that are texts. */
export const textsIn = ({ path, value }: Placed<Loose>, names: readonly string[]): Placed<string>[] =>
  names.flatMap((name) => {
    const text = value[name];
    return typeof text === 'string' ? { path: [...path, name], value: text } : [];
  });
