import { z } from 'zod';
import type { Gateway } from './gateway/gateway.ts';

const answer = z.object({ open_id: z.string() });

/** Who the bot itself is, asked once and remembered. https://open.feishu.cn/document/client-docs/bot-v3/obtain-bot-info */
export function botIdentity(gateway: Gateway) {
  let known: Promise<string> | undefined;
  const ask = async () => {
    const { open_id } = await gateway.call({
      endpoint: 'bot.info',
      limits: [],
      repeatable: true,
      answer,
      send: async (client, options) => {
        const body = await client.request<{ bot?: unknown }>(
          { method: 'GET', url: '/open-apis/bot/v3/info' },
          options,
        );
        return { data: body.bot };
      },
    });
    return open_id;
  };
  return {
    /** The bot's open_id. */
    openId(): Promise<string> {
      known ??= ask().catch((error) => {
        known = undefined;
        throw error;
      });
      return known;
    },
  };
}

export type BotIdentity = ReturnType<typeof botIdentity>;
