import { z } from 'zod';
import { type Language, LOCALE_OF } from '../lib/language.ts';
import type { Gateway } from './gateway/gateway.ts';
import { type LinkedInstance, listed, type Period, text } from './listed.ts';

/** One copy of an instance to a person, as the list shows it. */
export interface ListedCopy {
  /** Unix ms. */
  createdAt: number;
  read: boolean;
  /** open_id of whoever copied it, as the page says. */
  by: string;
  instance: CopiedTo;
}

interface CopiedTo extends LinkedInstance {
  /** In which language its definition is named, where that was asked for. */
  namedIn?: Language;
}

export interface CopyPage {
  copies: ListedCopy[];
  /** Asks for what follows; undefined on the last page. */
  next: string | undefined;
}

/** Third-party instances are known by the id and the definition that their system gives them. */
export type NamedInstance = { instanceCode: string } | { thirdPartyId: string; approvalCode: string };

export interface CopyPort {
  /**
   * A page of up to 200 unread copies of this person, newest first: all of them, or those of a period (≤ 30 days). The
   * list may lag behind, and knows nothing of Feishu's ids of copies. Definitions are named in their own language unless
   * another one is asked for.
   */
  unread(
    openId: string,
    options?: { period?: Period; pageToken?: string; language?: Language | undefined },
  ): Promise<CopyPage>;
  /** Whether this person has read each copy of one instance, which is native or third-party. */
  ofInstance(openId: string, instance: NamedInstance): Promise<ListedCopy[]>;
}

const details = z.object({
  instance: z.object({
    user_id: text,
    title: text,
    link: z.object({ pc_link: text, mobile_link: text }).nullish(),
  }),
});
const item = z
  .looseObject({
    cc: z.object({
      user_id: text,
      create_time: z.coerce.number().catch(0),
      read_status: text,
      title: text,
      link: z.object({ pc_link: text, mobile_link: text }).nullish(),
    }),
  })
  .transform((raw) => {
    const { instance } = details.parse(raw);
    const link = raw.cc.link ?? instance.link;
    return {
      createdAt: raw.cc.create_time,
      by: raw.cc.user_id,
      read: raw.cc.read_status.toLowerCase() === 'read',
      instance: {
        ...listed.parse(raw),
        initiator: instance.user_id,
        title: raw.cc.title || instance.title,
        pcLink: link?.pc_link ?? '',
        mobileLink: link?.mobile_link ?? '',
      },
    };
  });
const answer = z.object({
  cc_list: z.array(item).nullish(),
  has_more: z.boolean().nullish(),
  page_token: z.string().nullish(),
});

/** One of the five ids must be given. Codes and external ids of the same thing add up, everything else narrows. */
interface SearchCc {
  user_id?: string;
  approval_code?: string;
  instance_code?: string;
  instance_external_id?: string;
  group_external_id?: string;
  cc_title?: string;
  read_status: 'READ' | 'UNREAD' | 'ALL';
  locale?: 'zh-CN' | 'en-US' | 'ja-JP';
  cc_create_time_from?: string;
  cc_create_time_to?: string;
}

/**
 * The list of copies; `user_id` is the recipient.
 * https://open.feishu.cn/document/server-docs/approval-v4/approval-search/search_cc
 */
export function searchCc(
  gateway: Gateway,
  params: { page_size: number; page_token?: string; user_id_type: 'open_id' },
  data: SearchCc,
) {
  return gateway.call('approval.instance.search_cc', answer, (client, options) =>
    client.approval.v4.instance.searchCc({ params, data }, options),
  );
}

const PAGE = 200;

export function copies(gateway: Gateway): CopyPort {
  return {
    async unread(openId, { period, pageToken, language } = {}) {
      const params = {
        page_size: PAGE,
        user_id_type: 'open_id' as const,
        ...(pageToken ? { page_token: pageToken } : {}),
      };
      const { cc_list, has_more, page_token } = await searchCc(gateway, params, {
        user_id: openId,
        read_status: 'UNREAD',
        ...(language && { locale: LOCALE_OF[language] }),
        ...(period ? { cc_create_time_from: String(period.from), cc_create_time_to: String(period.to) } : {}),
      });
      return { copies: cc_list ?? [], next: has_more && page_token ? page_token : undefined };
    },
    async ofInstance(openId, instance) {
      const named =
        'instanceCode' in instance
          ? { instance_code: instance.instanceCode }
          : { instance_external_id: instance.thirdPartyId, approval_code: instance.approvalCode };
      const { cc_list } = await searchCc(
        gateway,
        { page_size: PAGE, user_id_type: 'open_id' },
        { user_id: openId, ...named, read_status: 'ALL' },
      );
      return cc_list ?? [];
    },
  };
}
