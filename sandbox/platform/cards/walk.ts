import type { Path } from './finding.ts';

export interface Visited {
  element: Record<string, unknown>;
  tag: string;
  path: Path;
  /** 1 for what stands directly in the body; a column adds nothing to its column set. */
  depth: number;
  /** The tags of the containers around it, outermost first. */
  inside: readonly string[];
}

const asArray = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function* inList(list: unknown, path: Path, inside: readonly string[]): Generator<Visited> {
  for (const [index, element] of asArray(list).entries()) {
    if (isObject(element) && typeof element.tag === 'string') {
      yield* visit(element, element.tag, [...path, index], inside);
    }
  }
}

function* visit(
  element: Record<string, unknown>,
  tag: string,
  path: Path,
  inside: readonly string[],
): Generator<Visited> {
  const depth = 1 + inside.filter((container) => container !== 'column').length;
  yield { element, tag, path, depth, inside };
  const deeper = [...inside, tag];
  yield* inList(element.elements, [...path, 'elements'], deeper);
  yield* inList(element.columns, [...path, 'columns'], deeper);
  if (isObject(element.button_area)) {
    yield* inList(element.button_area.buttons, [...path, 'button_area', 'buttons'], deeper);
  }
}

/** Every element of the card's body, containers before what they contain. */
export function elementsOf(card: unknown): Visited[] {
  const body = isObject(card) && isObject(card.body) ? card.body : {};
  return [...inList(body.elements, ['body', 'elements'], [])];
}

const DATA = new Set(['value', 'rows', 'chart_spec']);

/** Every object with its path, without the data that people's programs put into a card. */
export function* objectsOf(value: unknown, path: Path = []): Generator<[Record<string, unknown>, Path]> {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* objectsOf(item, [...path, index]);
  } else if (isObject(value)) {
    yield [value, path];
    for (const [key, item] of Object.entries(value)) {
      if (!DATA.has(key)) yield* objectsOf(item, [...path, key]);
    }
  }
}
