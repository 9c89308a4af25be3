import { z } from 'zod';
import { instanceStatus } from '../lib/instance-status.ts';
import { searchCc } from './copies.ts';
import type { Gateway } from './gateway/gateway.ts';
import {
  type LinkedInstance,
  type ListedInstance,
  listed,
  type OfAnyKind,
  type Period,
  queryInstances,
  text,
} from './listed.ts';

export type Involved = ListedInstance & OfAnyKind;

export type Task = LinkedInstance;

export interface InvolvementPort {
  /** What this person started within the period (≤ 30 days), newest first as Feishu returns it; one page of 50. */
  initiatedBy(openId: string, period: Period): Promise<Involved[]>;
  /** What was copied to this person within the period (≤ 30 days); one page of 50. */
  copiedTo(openId: string, period: Period): Promise<Involved[]>;
  /** What this person takes part in one way, such as what waits for their decision; one page of 50. */
  tasksOf(openId: string, topic: Topic): Promise<Involved[]>;
  /** What this person takes part in one way, page after page of 200, for as long as more is asked for; at most 3 of them. */
  pagesOf(openId: string, topic: Topic): AsyncGenerator<InvolvedPage>;
}

const TOPICS = { todo: '1', done: '2', started: '3', unread: '17', read: '18' } as const;
export interface InvolvedPage {
  rows: Task[];
  /** Whether rows are missing so far: behind it, or up to it, since they name no instance. Absence proves nothing then. */
  isPartial: boolean;
}

/** How a person takes part in instances. */
export type Topic = keyof typeof TOPICS;
const MOST_PAGES = 3;

const task = z
  .object({
    definition_code: text,
    definition_name: text,
    process_code: text,
    process_id: text,
    process_status: text,
    process_external_id: text,
    title: text,
    initiators: z.array(z.string()).nullish(),
    urls: z.object({ pc: text, mobile: text }).nullish(),
  })
  .transform(
    (raw): Task => ({
      instanceCode: raw.process_code,
      approvalCode: raw.definition_code,
      approvalName: raw.definition_name,
      serialNumber: '',
      instanceId: raw.process_id,
      status: instanceStatus(raw.process_status),
      startedAt: 0,
      thirdParty: raw.process_external_id !== '',
      thirdPartyId: raw.process_external_id,
      initiator: raw.initiators?.[0] ?? '',
      ...(raw.process_external_id === ''
        ? { title: '', pcLink: '', mobileLink: '' }
        : { title: raw.title, pcLink: raw.urls?.pc ?? '', mobileLink: raw.urls?.mobile ?? '' }),
    }),
  );

const instancesAnswer = z.object({ instance_list: z.array(listed).nullish() });
const tasksAnswer = z.object({
  tasks: z.array(task).nullish(),
  has_more: z.boolean().nullish(),
  page_token: z.string().nullish(),
});
const params = { page_size: 50, user_id_type: 'open_id' as const };

/**
 * The lists that tell in which instances a person takes part.
 * https://open.feishu.cn/document/server-docs/approval-v4/approval-search/query-2, …/search_cc, …/task/query
 */
export function involvements(gateway: Gateway): InvolvementPort {
  return {
    async initiatedBy(openId, period) {
      const about = { user_id: openId };
      const answer = await queryInstances(gateway, instancesAnswer, about, { ...period, size: 50 });
      return named(answer.instance_list);
    },
    async copiedTo(openId, { from, to }) {
      const { cc_list } = await searchCc(gateway, params, {
        user_id: openId,
        read_status: 'ALL',
        cc_create_time_from: String(from),
        cc_create_time_to: String(to),
      });
      return named((cc_list ?? []).map((row) => row.instance));
    },
    tasksOf: async (openId, topic) => named((await queryTasks(gateway, openId, topic)).tasks),
    async *pagesOf(openId, topic) {
      let token: string | undefined;
      let nameless = false;
      for (let page = 0; page < MOST_PAGES; page++) {
        const page = { page_size: 200, ...(token ? { page_token: token } : {}) };
        const { tasks, has_more, page_token } = await queryTasks(gateway, openId, topic, page);
        const more = !!has_more && !!page_token && page_token !== token;
        const rows = named(tasks);
        nameless ||= rows.length < (tasks?.length ?? 0);
        yield { rows, isPartial: more || nameless };
        if (!more) return;
        token = page_token;
      }
    },
  };
}

function queryTasks(
  gateway: Gateway,
  openId: string,
  topic: Topic,
  page: { page_size?: number; page_token?: string } = {},
) {
  const query = { ...params, ...page, user_id: openId, topic: TOPICS[topic] };
  return gateway.call('approval.task.query', tasksAnswer, (client, options) =>
    client.approval.v4.task.query({ params: query }, options),
  );
}

/** What is named by something that a call takes. */
function named<Row extends Involved>(rows: Row[] | null | undefined): Row[] {
  return (rows ?? []).filter((row) => (row.thirdParty ? row.thirdPartyId !== '' : row.instanceCode !== ''));
}
