import type { Logger } from 'pino';
import { templateOf } from '../cards/book.ts';
import { CARD_REFUSED } from '../feishu/gateway/codes.ts';
import { isRefusal } from '../feishu/gateway/errors.ts';
import type { MessagePort } from '../feishu/messages.ts';
import { noteRefused } from './plain.ts';

/** Replaces a card of ours, like `MessagePort.patch`; the log says which template Feishu does not take. */
export async function patchCard(
  { messages, log }: { messages: MessagePort; log: Pick<Logger, 'error'> },
  messageId: string,
  card: object,
): Promise<void> {
  try {
    await messages.patch(messageId, card);
  } catch (error) {
    if (isRefusal(error, ...CARD_REFUSED)) noteRefused(log, error, templateOf(card));
    throw error;
  }
}
