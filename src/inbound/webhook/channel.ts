import type { EventChannel } from '../channel.ts';
import { type WebhookDeps, webhook } from './webhook.ts';

/** Events by HTTP requests. Before the start and after the stop they are answered 503: Feishu delivers them again. */
export function webhookChannel(deps: Omit<WebhookDeps, 'isOpen'>): EventChannel {
  let listening = false;
  return {
    door: webhook({ ...deps, isOpen: () => listening }),
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
