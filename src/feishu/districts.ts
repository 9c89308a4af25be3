import { z } from 'zod';
import type { Gateway } from './gateway/gateway.ts';
import { slow } from './gateway/limits.ts';

export interface District {
  id: string;
  /** From the country down to the place. */
  name: string;
}

export interface DistrictPort {
  /** The places of the approval service's library whose name contains the word. */
  districts(word: string): Promise<District[]>;
}

const place = z.object({ id: z.string(), name: z.string() });
const places = z.object({
  items: z.array(place.extend({ parent_districts: z.array(place).nullish() })).nullish(),
});

/** https://open.feishu.cn/document/server-docs/approval-v4/district/search */
export const districts = (gateway: Gateway): DistrictPort => ({
  async districts(word) {
    const { items } = await gateway.call({
      endpoint: 'approval.district.search',
      limits: [slow('approval.district.search')],
      repeatable: true,
      answer: places,
      send: (client, options) =>
        client.approval.v4.district.search({ params: { locale: 'zh-CN' }, data: { keyword: word } }, options),
    });
    return (items ?? []).map(({ id, name, parent_districts: above }) => ({
      id,
      name: [...(above ?? []).map((one) => one.name).reverse(), name].join(' '),
    }));
  },
});
