import type { Platform } from '../platform.ts';

/** Takes a message back. @throws for a message that is not there */
export function recall(message_id: string, { messages, changes }: Platform): void {
  const message = messages.find(message_id);
  if (!message) throw new Error(`there is no message ${message_id}`);
  message.recalled = true;
  changes.tell({ kind: 'message', message });
}
