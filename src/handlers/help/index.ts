import { commandText, inOrder } from '../../cards/keys/help.ts';
import type { Feature } from '../../dispatch/feature.ts';
import { answer, sendPrivately } from '../../outbound/notices.ts';
import { sendCard } from '../../outbound/outbox.ts';
import { type OpenDeps, openAction } from './open.ts';
import { FOR_ANYBODY, welcomeGroup, welcomePerson } from './welcome.ts';

export interface HelpDeps extends OpenDeps {
  admins: string[];
}

/** What the bot can do, a word of welcome, and whether it is there at all. */
export function helpFeature(deps: HelpDeps): Feature {
  const { cards, admins } = deps;
  const help = (person: string) => {
    const commands = inOrder(deps.all().commands).map(({ name }) => ({ name, about: commandText(name) }));
    return { card: cards.card('help', { admin: admins.includes(person), commands }), press: FOR_ANYBODY };
  };
  return {
    events: {
      'im.chat.access_event.bot_p2p_chat_entered_v1': welcomePerson(cards),
      'im.chat.member.bot.added_v1': welcomeGroup(cards),
    },
    actions: [openAction(deps)],
    entries: {
      help: (tx, person, key) =>
        sendCard(tx, `help:${key}`, { to: { kind: 'person', openId: person }, ...help(person) }),
    },
    commands: [
      {
        name: 'help',
        aliases: ['帮助', '幫助', 'ヘルプ'],
        run: async (message) => (tx) =>
          sendPrivately(tx, cards, message, {
            key: `help:${message.messageId}`,
            ...help(message.sender),
            sent: 'message.in_private',
          }),
      },
      {
        name: 'ping',
        aliases: ['测试', 'テスト'],
        run: async (message) => (tx) => answer(tx, cards, message, { key: 'ping.pong', level: 'info' }),
      },
    ],
  };
}
