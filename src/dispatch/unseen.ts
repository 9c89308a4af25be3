import type { Logger } from 'pino';
import type { IncomingMessage } from '../feishu/incoming-message.ts';

/** For the operator: a message mentions a colleague of whom Feishu tells the bot nothing but the name. */
export function logUnseen(
  log: Pick<Logger, 'warn'>,
  { messageId }: Pick<IncomingMessage, 'messageId'>,
): void {
  log.warn(
    { message_id: messageId },
    'somebody was mentioned without an id: the contact range of the app (Permissions & Scopes > Contacts) leaves them out',
  );
}
