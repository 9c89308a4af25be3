import { refuse } from '../errors.ts';
import type { Platform } from '../platform.ts';
import type { Message } from './model.ts';

/** The message with this id; one that does not exist is refused with the common code for message ids. */
export function existing(messageId: string | undefined, { messages }: Platform): Message {
  const message = messages.find(messageId ?? '');
  if (message) return message;
  return refuse(
    99992354,
    `The request you send is not a valid {message_id} or not exists, example value: om_934be5776f5a87239a298af9e74c0f72. Invalid ids: [${messageId}]`,
  );
}
