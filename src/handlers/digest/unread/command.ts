import type { Command } from '../../../dispatch/feature.ts';
import { sendPrivately } from '../../../outbound/notices.ts';
import type { DigestDeps, ListDeps } from '../deps.ts';
import { unreadCard } from './list.ts';
import { FIRST } from './position.ts';

/** `/unread`: what waits for the sender now, always in the direct chat. */
export function unreadCommand(deps: ListDeps & Pick<DigestDeps, 'reconcile'>): Command {
  return {
    name: 'unread',
    aliases: ['未读', '未讀', '未読'],
    async run(message) {
      const found = await deps.reconcile(message.sender);
      return async (tx) => {
        await found.write(tx);
        const card = await unreadCard(tx, deps, { owner: message.sender }, FIRST);
        const key = `unread:${message.messageId}`;
        const press = { kind: 'unread', owner: message.sender, about: message.sender } as const;
        await sendPrivately(tx, deps.cards, message, { key, card, press, sent: 'unread.sent' });
      };
    },
  };
}
