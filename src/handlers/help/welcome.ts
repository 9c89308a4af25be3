import { z } from 'zod';
import type { CardBook } from '../../cards/book.ts';
import { id } from '../../feishu/events/limits.ts';
import type { EventHandler } from '../../jobs/event-handler.ts';
import { DAY_MS } from '../../lib/clock.ts';
import { sendCard } from '../../outbound/outbox.ts';
import type { Pressable } from '../../store/tables/sent-cards.ts';
import { firstWelcome } from '../../store/tables/welcomed.ts';

/** Entering the chat is told each time; a person is welcomed once, as far as anybody remembers. */
const PERSON_AGAIN_MS = 365 * DAY_MS;
/** Whoever removes the bot and adds it again knows it. */
const GROUP_AGAIN_MS = 7 * DAY_MS;

/** Whoever reads the card may start an approval with it. */
export const FOR_ANYBODY: Pressable = { kind: 'help', owner: null, about: '' };

const entered = z.object({ operator_id: z.object({ open_id: id }) });
const added = z.object({ chat_id: id });

/** https://open.feishu.cn/document/server-docs/group/chat-member/event/bot_p2p_chat_entered */
export const welcomePerson = (cards: CardBook): EventHandler<z.infer<typeof entered>> => ({
  schema: entered,
  run:
    async ({ operator_id: { open_id: openId } }, receivedAt) =>
    async (tx) => {
      if (!(await firstWelcome(tx, openId, PERSON_AGAIN_MS))) return;
      const card = cards.card('welcome', {});
      await sendCard(tx, `welcome:${openId}:${receivedAt}`, {
        to: { kind: 'person', openId },
        card,
        press: { ...FOR_ANYBODY, owner: openId },
      });
    },
});

/** https://open.feishu.cn/document/server-docs/group/chat-member/event/added */
export const welcomeGroup = (cards: CardBook): EventHandler<z.infer<typeof added>> => ({
  schema: added,
  run:
    async ({ chat_id: chatId }, receivedAt) =>
    async (tx) => {
      if (!(await firstWelcome(tx, chatId, GROUP_AGAIN_MS))) return;
      const card = cards.card('welcome', {});
      await sendCard(tx, `welcome:${chatId}:${receivedAt}`, {
        to: { kind: 'chat', chatId },
        card,
        press: FOR_ANYBODY,
      });
    },
});
