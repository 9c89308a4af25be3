import { z } from 'zod';
import { NOBODY } from './gateway/codes.ts';
import { isRefusal } from './gateway/errors.ts';
import type { Gateway } from './gateway/gateway.ts';

const left = z.object({ is_resigned: z.boolean().nullish(), is_exited: z.boolean().nullish() });
const person = z.object({ open_id: z.string(), user_id: z.string().nullish(), status: left.nullish() });
const people = z.object({ items: z.array(person).nullish() });

/** Of one question about people. */
const MOST_IDS = 50;
/** So many more questions may tell whom of them Feishu does not know: one of fifty takes a dozen. */
const MOST_MORE = 60;

export interface LookedUp {
  seen: z.infer<typeof person>[];
  unknown: string[];
  /** Those of whom it stays open whether Feishu knows them. */
  open: string[];
}

/**
 * People by open_id. Feishu leaves out whom the app may not see, but refuses all who are asked for together because of one id
 * that it does not know: those are then asked for in halves. Throws as the gateway does.
 * https://open.feishu.cn/document/server-docs/contact-v3/user/batch
 */
export async function lookUp(gateway: Gateway, openIds: string[]): Promise<LookedUp> {
  const parts: string[][] = [];
  for (let from = 0; from < openIds.length; from += MOST_IDS)
    parts.push(openIds.slice(from, from + MOST_IDS));
  const seen: LookedUp['seen'] = [];
  const unknown: string[] = [];
  let left = parts.length + MOST_MORE;
  for (let part = parts.shift(); part; part = left > 0 ? parts.shift() : undefined) {
    left -= 1;
    const found = await askFor(gateway, part);
    if (found) seen.push(...found);
    else if (part.length > 1) parts.unshift(...halves(part));
    else unknown.push(...part);
  }
  return { seen, unknown, open: parts.flat() };
}

const halves = (ids: string[]) => {
  const middle = Math.ceil(ids.length / 2);
  return [ids.slice(0, middle), ids.slice(middle)];
};

/** Undefined where Feishu refuses because of somebody among them. */
async function askFor(gateway: Gateway, user_ids: string[]): Promise<LookedUp['seen'] | undefined> {
  const params = { user_ids, department_id_type: 'open_department_id', user_id_type: 'open_id' } as const;
  try {
    const { items } = await gateway.call('contact.user.batch', people, (client, options) =>
      client.contact.v3.user.batch({ params }, options),
    );
    return items ?? [];
  } catch (error) {
    if (isRefusal(error, ...NOBODY)) return undefined;
    throw error;
  }
}
