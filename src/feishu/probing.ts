import { z } from 'zod';
import { approvals } from './approvals.ts';
import { copies } from './copies.ts';
import type { Gateway } from './gateway/gateway.ts';
import { queryInstances } from './listed.ts';
import { type MessagePort, messages } from './messages.ts';

const queried = z.object({
  instance_list: z
    .array(
      z.looseObject({
        instance: z.looseObject({ code: z.string(), start_time: z.coerce.number().catch(0) }),
      }),
    )
    .nullish(),
});
const withTimeline = z.looseObject({ timeline: z.array(z.looseObject({ type: z.string() })).nullish() });

/** What a probe asks of Feishu, and what it sees as it comes. */
export interface ProbingPort {
  /** The instances of a definition in the order in which they come: codes and starts (Unix ms). */
  instances(approvalCode: string, from: number, to: number): Promise<{ code: string; startedAt: number }[]>;
  cc: ReturnType<typeof approvals>['cc'];
  /** The last CC in the timeline as it is; undefined where there is none. */
  lastCc(instanceCode: string): Promise<Record<string, unknown> | undefined>;
  /** Whether search_cc lists the instance for this person. */
  lists(openId: string, instanceCode: string): Promise<boolean>;
  send: MessagePort['send'];
}

export const probing = (gateway: Gateway): ProbingPort => ({
  async instances(approval_code, from, to) {
    const period = { from, to, size: 20 };
    const { instance_list } = await queryInstances(gateway, queried, { approval_code }, period);
    return (instance_list ?? []).map(({ instance }) => ({
      code: instance.code,
      startedAt: instance.start_time,
    }));
  },
  cc: approvals(gateway).cc,
  async lastCc(instance_id) {
    const { timeline } = await gateway.call('approval.instance.get', withTimeline, (client, options) =>
      client.approval.v4.instance.get(
        { path: { instance_id }, params: { user_id_type: 'open_id' } },
        options,
      ),
    );
    return timeline?.findLast(({ type }) => type === 'CC');
  },
  async lists(openId, instanceCode) {
    const { copies: found } = await copies(gateway).unread(openId);
    return found.some(({ instance }) => instance.instanceCode === instanceCode);
  },
  send: messages(gateway).send,
});
