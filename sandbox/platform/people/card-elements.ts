import { valueAt } from '../cards/finding.ts';
import { elementsOf } from '../im/degraded-card.ts';

export type CardElement = Record<string, unknown> & { tag: string };

/** Where an element stands in a card, such as `['body', 'elements', 0]`. */
export type ElementPath = readonly (string | number)[];

/**
 * Which element a person touches: a button's text in any language, or its name in a form; one whose callback carries these
 * values, what the predicate picks, or where it stands.
 */
export type ElementChoice =
  | string
  | { value: Readonly<Record<string, unknown>> }
  | ((element: CardElement) => boolean)
  | { path: ElementPath };

export interface Found {
  readonly element: CardElement;
  /** The form that the element is in. */
  readonly form: CardElement | undefined;
}

function isElement(value: Record<string, unknown>): value is CardElement {
  return typeof value.tag === 'string';
}

function textsOf(element: CardElement): string[] {
  const text = element.text as { content?: string; i18n_content?: Record<string, string> } | undefined;
  return [text?.content, ...Object.values(text?.i18n_content ?? {})].filter((one) => one !== undefined);
}

function carries({ behaviors }: CardElement, wanted: Readonly<Record<string, unknown>>): boolean {
  const callbacks = (behaviors ?? []) as { value?: Record<string, unknown> }[];
  return callbacks.some(({ value }) => Object.entries(wanted).every(([key, one]) => value?.[key] === one));
}

function chosen(element: CardElement, choice: Exclude<ElementChoice, { path: unknown }>): boolean {
  if (typeof choice === 'function') return choice(element);
  if (typeof choice === 'object') return carries(element, choice.value);
  return element.tag === 'button' && (element.name === choice || textsOf(element).includes(choice));
}

function at(card: Record<string, unknown>, path: ElementPath): CardElement | undefined {
  const value = valueAt(card, path);
  return typeof value === 'object' && value !== null && 'tag' in value ? (value as CardElement) : undefined;
}

/** Where an element stands in a card; undefined when it does not. */
export function pathOf(inside: unknown, element: CardElement): ElementPath | undefined {
  if (inside === element) return [];
  if (typeof inside !== 'object' || inside === null) return undefined;
  for (const [key, part] of Object.entries(inside)) {
    const deeper = pathOf(part, element);
    if (deeper) return [Array.isArray(inside) ? Number(key) : key, ...deeper];
  }
  return undefined;
}

/** The element at a path, and the form that the path leads through. */
function findAt(card: Record<string, unknown>, path: ElementPath): Found {
  const element = at(card, path);
  if (element === undefined) throw new Error(`the card has no element at ${path.join('.')}`);
  const around = path.map((_key, index) => at(card, path.slice(0, index)));
  return { element, form: around.find((one) => one?.tag === 'form') };
}

function all(card: Record<string, unknown>): CardElement[] {
  const body = (card.body ?? {}) as { elements?: unknown };
  return [...elementsOf(body.elements)].filter(isElement);
}

/**
 * Finds the element in a card as it is shown now.
 * @throws when it is not there, or several are meant
 */
export function findElement(card: Record<string, unknown>, choice: ElementChoice): Found {
  if (typeof choice === 'object' && 'path' in choice) return findAt(card, choice.path);
  const elements = all(card);
  const found = elements.filter((element) => chosen(element, choice));
  const [element] = found;
  const named = typeof choice === 'object' ? JSON.stringify(choice.value) : `"${choice}"`;
  const wanted = typeof choice === 'function' ? 'that the predicate picks' : named;
  if (element === undefined) {
    const buttons = elements
      .filter(({ tag }) => tag === 'button')
      .map((button) => textsOf(button)[0] ?? button.name);
    throw new Error(`the card shows no element ${wanted}; its buttons: ${buttons.join(', ') || 'none'}`);
  }
  if (found.length > 1)
    throw new Error(`the card shows ${found.length} elements ${wanted}: choose with a predicate`);
  const form = elements.find((one) => one.tag === 'form' && [...elementsOf(one.elements)].includes(element));
  return { element, form };
}

/** The named elements inside a form that hold a value. */
export function fieldsOf(form: CardElement): (CardElement & { name: string })[] {
  const named = [...elementsOf(form.elements)].filter(
    (element): element is CardElement & { name: string } =>
      isElement(element) && typeof element.name === 'string',
  );
  return named.filter(({ tag }) => tag !== 'button');
}
