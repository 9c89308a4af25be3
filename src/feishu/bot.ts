import { z } from 'zod';
import { aside } from '../lib/work-signal.ts';
import type { Gateway } from './gateway/gateway.ts';

const answer = z.object({ open_id: z.string() });

/** Who the bot itself is, asked once and remembered. https://open.feishu.cn/document/client-docs/bot-v3/obtain-bot-info */
export function botIdentity(gateway: Gateway) {
  let known: string | undefined;
  let underWay: Promise<string> | undefined;
  const ask = async () => {
    const { open_id } = await gateway.call('bot.info', answer, async (client, options) => {
      const body = await client.request<{ bot?: unknown }>(
        { method: 'GET', url: '/open-apis/bot/v3/info' },
        options,
      );
      return { data: body.bot };
    });
    known = open_id;
    return open_id;
  };
  return {
    /** The bot's open_id. */
    async openId(): Promise<string> {
      if (known) return known;
      const asked = underWay;
      if (asked) return aside(() => asked);
      underWay = ask().finally(() => {
        underWay = undefined;
      });
      return underWay;
    },
  };
}

export type BotIdentity = ReturnType<typeof botIdentity>;
