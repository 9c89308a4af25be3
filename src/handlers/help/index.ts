import type { CardBook } from '../../cards/book.ts';
import type { Feature } from '../../dispatch/feature.ts';
import { answer, answerWith } from '../../outbound/notices.ts';
import { FOR_ANYBODY, welcomeGroup, welcomePerson } from './welcome.ts';

/** What the bot can do, a word of welcome, and whether it is there at all. */
export const helpFeature = ({ cards, admins }: { cards: CardBook; admins: string[] }): Feature => ({
  events: {
    'im.chat.access_event.bot_p2p_chat_entered_v1': welcomePerson(cards),
    'im.chat.member.bot.added_v1': welcomeGroup(cards),
  },
  commands: [
    {
      name: 'help',
      aliases: ['帮助', '幫助', 'ヘルプ'],
      run: async (message) => (tx) =>
        answerWith(tx, message, `help:${message.messageId}`, {
          card: cards.card('help', { admin: admins.includes(message.sender) }),
          press: FOR_ANYBODY,
        }),
    },
    {
      name: 'ping',
      aliases: ['测试', 'テスト'],
      run: async (message) => (tx) => answer(tx, cards, message, { key: 'ping.pong', level: 'info' }),
    },
  ],
});
