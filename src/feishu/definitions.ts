import { z } from 'zod';
import { pathId } from '../lib/ids.ts';
import { type Language, LOCALE_OF } from '../lib/language.ts';
import { codes } from './gateway/codes.ts';
import { isRefusal } from './gateway/errors.ts';
import type { Gateway } from './gateway/gateway.ts';
import { type Period, queryInstances, text } from './listed.ts';

const node = z
  .looseObject({
    name: text,
    node_id: text,
    node_type: text,
    need_approver: z.boolean().nullish(),
    need_cc_user: z.boolean().nullish(),
    approver_chosen_multi: z.boolean().nullish(),
    approver_chosen_range: z
      .array(
        z.object({
          approver_range_type: z.coerce.number(),
          approver_range_ids: z.array(z.string()).nullish(),
        }),
      )
      .nullish(),
  })
  .transform((raw) => ({
    id: raw.node_id,
    name: raw.name,
    isCc: raw.node_type === 'CC_NODE',
    needsApprover: raw.need_approver === true,
    needsCc: raw.need_cc_user === true,
    several: raw.approver_chosen_multi === true,
    /** open_ids of those who can be chosen; undefined for everybody, or a role whose members are not told. */
    range:
      raw.approver_chosen_range?.find((range) => range.approver_range_type === 2)?.approver_range_ids ??
      undefined,
  }));

/** A text in JSON; whatever else it may be leaves the definition readable. */
const relation = z
  .unknown()
  .optional()
  .transform((value) => (typeof value === 'string' ? value : value ? JSON.stringify(value) : ''));

const answer = z
  .object({
    approval_name: text,
    status: text,
    form: text,
    form_widget_relation: relation,
    node_list: z.array(node).nullish(),
    viewers: z.array(z.object({ type: text, id: text, user_id: text, open_id: text })).nullish(),
  })
  .transform((raw) => ({
    name: raw.approval_name,
    active: raw.status === 'ACTIVE',
    form: raw.form,
    relation: raw.form_widget_relation,
    nodes: raw.node_list ?? [],
    /** Only Feishu's own form can start it: without a node, not even start and end, it has no flow that the API could begin. */
    onlyInFeishu: raw.node_list?.length === 0,
    viewers: (raw.viewers ?? []).map(({ type, id, user_id, open_id }) => ({
      type,
      ids: [id, user_id, open_id].filter((one) => one !== ''),
    })),
  }));

/** An approval definition: what is asked, who decides, who may start it. */
export type Definition = z.infer<typeof answer>;
export type DefinitionNode = Definition['nodes'][number];

export interface DefinitionPort {
  /** The number by which links to Feishu's own form go, if an instance of this period (≤ 30 days) tells it. */
  numberOf(approvalCode: string, period: Period): Promise<string | undefined>;
  /**
   * Reads a definition with the options that come from attendance or other systems: in its own language, or with its texts in
   * another one, where it has them.
   */
  definition(approvalCode: string, language?: Language): Promise<Definition>;
  /** Asks for the events of a definition; asking again changes nothing. */
  subscribe(approvalCode: string): Promise<void>;
}

const instancesAnswer = z.object({
  instance_list: z.array(z.object({ approval: z.object({ approval_id: text }) })).nullish(),
});

/** https://open.feishu.cn/document/server-docs/approval-v4/approval-search/query-2: the definition itself does not tell it. */
const numberOf =
  (gateway: Gateway): DefinitionPort['numberOf'] =>
  async (approvalCode, period) => {
    const about = { approval_code: approvalCode };
    const { instance_list } = await queryInstances(gateway, instancesAnswer, about, { ...period, size: 5 });
    return instance_list?.map(({ approval }) => approval.approval_id).find((id) => id !== '');
  };

/** https://open.feishu.cn/document/server-docs/approval-v4/approval/get, …/event/event-interface/subscribe */
export const definitions = (gateway: Gateway): DefinitionPort => ({
  numberOf: numberOf(gateway),
  definition(approvalCode, language) {
    const path = { approval_code: pathId('definition', approvalCode) };
    const params = {
      user_id_type: 'open_id' as const,
      with_option: true,
      ...(language && { locale: LOCALE_OF[language] }),
    };
    return gateway.call('approval.get', answer, (client, options) =>
      client.approval.v4.approval.get({ path, params }, options),
    );
  },
  async subscribe(approvalCode) {
    const path = { approval_code: pathId('definition', approvalCode) };
    try {
      await gateway.call('approval.approval.subscribe', z.unknown(), (client, options) =>
        client.approval.v4.approval.subscribe({ path }, options),
      );
    } catch (error) {
      if (!isRefusal(error, codes.alreadySubscribed)) throw error;
    }
  },
});
