/**
 * What Feishu takes of a card: the bytes of the request's body, in which the card is a text within JSON (pages "发送消息",
 * "回复消息" and "更新已发送的消息卡片"), and elements with a tag (page "卡片 JSON 2.0 结构"). "30 KB" is read as the smaller
 * of what it may mean.
 */
const MAX_BODY_BYTES = 30_000;
const MAX_CARD_ELEMENTS = 200;

/** What may stand beside a card in a body: whom it is for, of which kind it is, the uuid. */
const ENVELOPE_BYTES = 250;

/** "Many style tags" make a body longer than the one that was sent (error 230025). Nobody says by how much: each counts twice. */
const STYLE_TAG = /<\/?[a-z_]+(?: [^<>]*)?>/g;

export class CardTooLargeError extends Error {
  override readonly name = 'CardTooLargeError';
  readonly bytes: number;
  readonly elements: number;

  constructor(bytes: number, elements: number) {
    super(
      `a card of ${elements} elements in a body of ${bytes} bytes can't be sent; ` +
        `Feishu takes ${MAX_BODY_BYTES} bytes and ${MAX_CARD_ELEMENTS} elements`,
    );
    this.bytes = bytes;
    this.elements = elements;
  }
}

function countElements(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const own = typeof (value as { tag?: unknown }).tag === 'string' ? 1 : 0;
  return Object.values(value).reduce((sum: number, part) => sum + countElements(part), own);
}

/** Bytes of a card, or of a part of one, within a request's body, with its style tags expanded. */
export function bytesInBody(part: unknown): number {
  const text = JSON.stringify(JSON.stringify(part));
  const tags = text.match(STYLE_TAG) ?? [];
  return Buffer.byteLength(text) + Buffer.byteLength(tags.join(''));
}

const bodyBytes = (card: unknown): number => bytesInBody(card) + ENVELOPE_BYTES;

/** Whether Feishu takes a card of this size. */
export const isSendable = (card: unknown): boolean =>
  bodyBytes(card) <= MAX_BODY_BYTES && countElements(card) <= MAX_CARD_ELEMENTS;

/** Throws CardTooLargeError for a card that Feishu would refuse for its size. */
export function assertSendable(card: unknown): void {
  if (!isSendable(card)) throw new CardTooLargeError(bodyBytes(card), countElements(card));
}
