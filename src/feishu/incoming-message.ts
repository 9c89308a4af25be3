/** A message from a person, as commands see it. Times are Unix ms. */
export interface IncomingMessage {
  messageId: string;
  chatId: string;
  direct: boolean;
  /** The message it replies to, and the first one of that conversation. */
  parentId: string | undefined;
  rootId: string | undefined;
  /** open_id */
  sender: string;
}
