import { z } from 'zod';
import type { Gateway } from './gateway/gateway.ts';

export interface District {
  id: string;
  /** From the country down to the place. */
  name: string;
}

export interface DistrictPort {
  /** The districts of the approval service's library whose name contains the word. */
  find(word: string): Promise<District[]>;
}

const district = z.object({ id: z.string(), name: z.string() });
const found = z.object({
  items: z.array(district.extend({ parent_districts: z.array(district).nullish() })).nullish(),
});

/** https://open.feishu.cn/document/server-docs/approval-v4/district/search */
export const districts = (gateway: Gateway): DistrictPort => ({
  async find(word) {
    const { items } = await gateway.call('approval.district.search', found, (client, options) =>
      client.approval.v4.district.search({ params: { locale: 'zh-CN' }, data: { keyword: word } }, options),
    );
    return (items ?? []).map(({ id, name, parent_districts: above }) => ({
      id,
      name: [...(above ?? []).map((one) => one.name).reverse(), name].join(' '),
    }));
  },
});
