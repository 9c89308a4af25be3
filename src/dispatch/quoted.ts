import { z } from 'zod';
import type { WrittenMessage } from '../feishu/messages.ts';
import { jsonIn } from '../lib/parsed.ts';
import { readContent, type Segment } from './segments.ts';

/** A card as messages are read back: rows of elements, as rich text has them. */
const cardContent = z.object({ title: z.string().nullish(), elements: z.array(z.unknown()) });

/** What messages say that somebody else has written, one after the other; undefined where none of them has words. */
export function readQuoted(messages: readonly WrittenMessage[]): Segment[] | undefined {
  const read = messages.flatMap((message) => readContent(asText(message), '', '') ?? []);
  if (read.length === 0) return undefined;
  return read.flatMap(({ segments }) => [...segments, { kind: 'text', text: '\n' }]);
}

function asText(message: WrittenMessage): WrittenMessage {
  if (message.message_type !== 'interactive') return message;
  const card = cardContent.safeParse(jsonIn(message.content)).data;
  if (!card) return message;
  const content = JSON.stringify({ title: card.title, content: card.elements });
  return { ...message, message_type: 'post', content };
}
