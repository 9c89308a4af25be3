import { z } from 'zod';
import { endpoint, success } from '../http/endpoint.ts';
import { invalidAs } from '../http/violations.ts';
import { PER_MINUTE_100 } from '../limits.ts';
import type { Platform } from '../platform.ts';

type District = Platform['world']['districts'][number];

const brief = ({ id, name, level }: District) => ({ id, name, level });

function above(district: District, all: readonly District[]): District[] {
  const parent = all.find((one) => one.id === district.parent);
  return parent ? [parent, ...above(parent, all)] : [];
}

/** https://open.feishu.cn/document/server-docs/approval-v4/district/search: by ids, else by a keyword. */
const search = endpoint({
  method: 'POST',
  path: '/open-apis/approval/v4/districts/search',
  scopes: ['approval:approval', 'approval:approval:readonly'],
  limit: PER_MINUTE_100,
  query: z.strictObject({ locale: z.enum(['zh-CN', 'en-US', 'en-us']).optional() }),
  body: z.strictObject({
    district_ids: z.array(z.string()).max(30).optional(),
    keyword: z.string().optional(),
  }),
  invalid: invalidAs(1390001),
  handle({ body }, platform) {
    const all = platform.world.districts;
    const wanted = body.district_ids?.length
      ? all.filter((one) => body.district_ids?.includes(one.id))
      : all.filter((one) => !!body.keyword && one.name.toLowerCase().includes(body.keyword.toLowerCase()));
    return success({
      items: wanted.map((one) => ({
        ...brief(one),
        has_sub_district: all.some((other) => other.parent === one.id),
        parent_districts: above(one, all).map(brief),
      })),
    });
  },
});

export const districtEndpoints = [search];
