/** "30 KB" of a card or a post and "150 KB" of a text are those of a request's body; read as the smaller of what they may mean. */
export const CARD_BODY_BYTES = 30_000;
export const TEXT_BODY_BYTES = 150_000;

const STYLE_TAG = /<\/?[a-z_]+(?:\s[^<>]*)?>/g;

/**
 * The bytes of a body with the style tags of its content expanded: many of them make the body that is checked longer than the
 * one that was sent (error 230025 of page "发送消息"). By how much is not documented: here each counts once more.
 */
export function expandedBytes(bodyBytes: number, content: string): number {
  const tags = content.match(STYLE_TAG) ?? [];
  return bodyBytes + Buffer.byteLength(tags.join(''));
}
