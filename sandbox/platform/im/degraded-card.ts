type Json = Record<string, unknown>;

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string {
  return isObject(value) && typeof value.content === 'string' ? value.content : '';
}

/** Every element of a card, in order, with those inside containers after their container. */
export function* elementsOf(value: unknown): Generator<Json> {
  if (Array.isArray(value)) for (const item of value) yield* elementsOf(item);
  if (!isObject(value)) return;
  if (typeof value.tag === 'string') yield value;
  yield* elementsOf(value.elements);
  yield* elementsOf(value.columns);
}

function degraded(element: Json): Json[] {
  switch (element.tag) {
    case 'markdown':
      return [{ tag: 'text', text: String(element.content ?? '') }];
    case 'div':
      return [{ tag: 'text', text: textOf(element.text) }];
    case 'button':
      return [{ tag: 'button', text: textOf(element.text), type: element.type ?? 'default' }];
    case 'hr':
      return [{ tag: 'hr' }];
    default:
      return [];
  }
}

/** A card as messages are read back unless its original JSON is asked for: a title and rows of text and buttons. */
export function degradedCard(card: Json): Json {
  const header = isObject(card.header) ? card.header : {};
  const body = isObject(card.body) ? card.body : card;
  const rows = [...elementsOf(body.elements)].map(degraded).filter((row) => row.length > 0);
  return { title: textOf(header.title), elements: rows };
}
