import { type Element, elementLines, type Reader, readText } from './elements.ts';
import type { NameOf } from './markdown.ts';
import { pad, textWidth, wrap } from './width.ts';

const WIDTH = 66;

// A line with an address may be wider than the card; it ends without border rather than broken.
const boxed = (line: string): string => (textWidth(line) > WIDTH ? `│ ${line}` : `│ ${pad(line, WIDTH)} │`);

/**
 * A card as a person reads it in one language (`zh_cn`, `en_us`, `ja_jp` …), for a terminal: title, texts with
 * people's names, buttons as `[ label ]`, links as label and address.
 */
export function renderCard(card: unknown, language: string, nameOf: NameOf): string {
  const reader: Reader = { language, nameOf };
  const { header, body } = card as { header?: Element; body?: Element };
  const bar = '─'.repeat(WIDTH + 2);
  const title = header === undefined ? [] : wrap(readText(header.title, reader), WIDTH);
  const lines = elementLines(body?.elements, WIDTH, reader);
  return [
    `┌${bar}┐`,
    ...title.map(boxed),
    ...(title.length > 0 && lines.length > 0 ? [`├${bar}┤`] : []),
    ...lines.map(boxed),
    `└${bar}┘`,
  ].join('\n');
}
