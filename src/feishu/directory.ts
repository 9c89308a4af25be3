import { z } from 'zod';
import { everyoneInRange } from './contact-range.ts';
import { isRefusal } from './gateway/errors.ts';
import type { Gateway } from './gateway/gateway.ts';
import { fast } from './gateway/limits.ts';
import { pathId } from './ids.ts';

export interface DirectoryPort {
  /** The open_id of a colleague by tenant user_id; undefined for one who is gone or whom the app may not see. */
  openIdOf(userId: string): Promise<string | undefined>;
  /**
   * The open_ids of everyone in the app's contact range, page by page; someone may come twice. User groups are left out:
   * reading them takes a scope of its own.
   */
  everyone(): AsyncGenerator<string[]>;
}

/** No such person, outside the range that the app may see, an id of another app. */
const UNKNOWN = [41012, 41050, 99992351, 99992360];

const userAnswer = z.object({ user: z.object({ open_id: z.string().min(1) }) });

/** https://open.feishu.cn/document/server-docs/contact-v3/user/get */
export function directory(gateway: Gateway): DirectoryPort {
  return {
    everyone: () => everyoneInRange(gateway),
    async openIdOf(userId) {
      const path = { user_id: pathId('user', userId) };
      try {
        const { user } = await gateway.call({
          endpoint: 'contact.user.get',
          limits: [fast('contact.user.get')],
          repeatable: true,
          answer: userAnswer,
          send: (client, options) =>
            client.contact.v3.user.get({ path, params: { user_id_type: 'user_id' } }, options),
        });
        return user.open_id;
      } catch (error) {
        if (isRefusal(error, ...UNKNOWN)) return undefined;
        throw error;
      }
    },
  };
}
