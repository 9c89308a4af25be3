import { Router } from 'express';
import type { EventChannel } from '../channel.ts';
import { WEBHOOK_PATH, type WebhookParts, webhook } from './webhook.ts';

/** Events by HTTP requests. Before the start and after the stop they are answered 503: Feishu delivers them again. */
export function webhookChannel(parts: WebhookParts): EventChannel {
  let listening = false;
  const gate = Router();
  gate.all(WEBHOOK_PATH, (_request, response, next) => {
    if (listening) next();
    else response.status(503).json({ error: 'not recorded, please deliver again' });
  });
  return {
    routes: [gate, webhook(parts)],
    start() {
      listening = true;
    },
    async stop() {
      listening = false;
    },
    async check() {
      if (!listening) throw new Error('not listening');
    },
  };
}
