import { z } from 'zod';
import { id, word } from '../feishu/events/limits.ts';
import type { EventHandler } from '../jobs/event-handler.ts';
import type { Entry } from './feature.ts';

/** The type of the event that an entry of the bot's menu sends. */
export const MENU = 'application.bot.menu_v6';

const chosen = z.object({
  operator: z.object({ operator_id: z.object({ open_id: id }) }),
  event_key: word,
});

/** An entry of the bot's menu that somebody chose. https://open.feishu.cn/document/client-docs/bot-v3/events/menu */
export const menuHandler = (
  entries: Readonly<Record<string, Entry>>,
): EventHandler<z.infer<typeof chosen>> => ({
  schema: chosen,
  async run({ operator, event_key: key }, receivedAt) {
    const entry = Object.hasOwn(entries, key) ? entries[key] : undefined;
    const person = operator.operator_id.open_id;
    return entry && (async (tx) => void (await entry(tx, person, `menu:${key}:${person}:${receivedAt}`)));
  },
});
