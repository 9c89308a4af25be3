import { readQuoted } from '../../dispatch/quoted.ts';
import { isUnreadable } from '../../feishu/approvals.ts';
import { codes } from '../../feishu/gateway/codes.ts';
import { concernsBot, isRefusal } from '../../feishu/gateway/errors.ts';
import type { IncomingMessage } from '../../feishu/incoming-message.ts';
import { keyOfMessage } from '../../store/tables/outbound.ts';
import { type InstanceWords, readInstanceWords } from './arguments.ts';
import type { CcDeps } from './deps.ts';

/**
 * What the message says to which a command replies, read like the words of a command: one call. Undefined where it replies
 * to nothing, or to a message of ours; `unreadable` where Feishu does not show it, or it has no words.
 */
export async function quotedWords(
  { db, messages, log }: Pick<CcDeps, 'db' | 'messages' | 'log'>,
  { messageId, parentId }: IncomingMessage,
): Promise<InstanceWords | 'unreadable' | undefined> {
  if (!parentId || (await keyOfMessage(db, parentId)) !== undefined) return undefined;
  try {
    const segments = readQuoted(await messages.read(parentId));
    return segments ? readInstanceWords(segments) : 'unreadable';
  } catch (error) {
    if (!isHidden(error)) throw error;
    log.warn(
      { err: error, message_id: messageId },
      'the message to which a command replies can not be read: in groups that takes the scope im:message.group_msg',
    );
    return 'unreadable';
  }
}

/** A scope that was not granted keeps the bot from this alone. */
const isHidden = (error: unknown): boolean =>
  isUnreadable(error) || (concernsBot(error) && isRefusal(error, codes.missingScope));
