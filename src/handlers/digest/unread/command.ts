import type { Command } from '../../../dispatch/feature.ts';
import { jobOutcome } from '../../../jobs/outcome.ts';
import { answer } from '../../../outbound/notices.ts';
import { sendCard } from '../../../outbound/outbox.ts';
import type { DigestParts } from '../parts.ts';
import { unreadCard } from './list.ts';

/** `/unread`: what waits for the sender now, always in the direct chat. */
export function unreadCommand(parts: DigestParts): Command {
  return {
    name: 'unread',
    aliases: ['未读', '未讀', '未読'],
    async run(message) {
      const found = await parts.reconcile(message.sender).catch((error) => {
        throw jobOutcome(error);
      });
      return async (tx) => {
        await found.write(tx);
        const to = message.direct
          ? ({ kind: 'reply', messageId: message.messageId, chatId: message.chatId } as const)
          : ({ kind: 'person', openId: message.sender } as const);
        const card = await unreadCard(tx, parts, message.sender, 1);
        await sendCard(tx, `unread:${message.messageId}`, { to, card });
        if (!message.direct) await answer(tx, parts.cards, message, { key: 'unread.sent', level: 'info' });
      };
    },
  };
}
