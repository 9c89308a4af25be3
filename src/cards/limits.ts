/** What Feishu takes of a card: size of its JSON in UTF-8, and elements with a tag (page "卡片 JSON 2.0 结构"). */
export const MAX_CARD_BYTES = 30 * 1024;
const MAX_CARD_ELEMENTS = 200;

export class CardTooLargeError extends Error {
  override readonly name = 'CardTooLargeError';
  readonly bytes: number;
  readonly elements: number;

  constructor(bytes: number, elements: number) {
    super(
      `a card of ${bytes} bytes and ${elements} elements can't be sent; ` +
        `Feishu takes ${MAX_CARD_BYTES} bytes and ${MAX_CARD_ELEMENTS} elements`,
    );
    this.bytes = bytes;
    this.elements = elements;
  }
}

function countElements(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const own = 'tag' in value && typeof value.tag === 'string' ? 1 : 0;
  return Object.values(value).reduce((sum: number, part) => sum + countElements(part), own);
}

/** Throws CardTooLargeError for a card that Feishu would refuse for its size. */
export function assertSendable(card: unknown): void {
  const bytes = Buffer.byteLength(JSON.stringify(card), 'utf8');
  const elements = countElements(card);
  if (bytes > MAX_CARD_BYTES || elements > MAX_CARD_ELEMENTS) throw new CardTooLargeError(bytes, elements);
}
