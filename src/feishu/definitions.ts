import { z } from 'zod';
import { isRefusal } from './gateway/errors.ts';
import type { Gateway } from './gateway/gateway.ts';
import { slow } from './gateway/limits.ts';
import { pathId } from './ids.ts';

export interface DefinitionPort {
  /** Asks for the events of a definition; asking again changes nothing. */
  subscribe(approvalCode: string): Promise<void>;
}

const ALREADY_SUBSCRIBED = 1390007;

/** https://open.feishu.cn/document/server-docs/approval-v4/event/event-interface/subscribe */
export function definitions(gateway: Gateway): DefinitionPort {
  return {
    async subscribe(approvalCode) {
      const path = { approval_code: pathId('definition', approvalCode) };
      try {
        await gateway.call({
          endpoint: 'approval.approval.subscribe',
          limits: [slow('approval.approval.subscribe')],
          repeatable: true,
          answer: z.unknown(),
          send: (client, options) => client.approval.v4.approval.subscribe({ path }, options),
        });
      } catch (error) {
        if (!isRefusal(error, ALREADY_SUBSCRIBED)) throw error;
      }
    },
  };
}
