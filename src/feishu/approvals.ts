import { z } from 'zod';
import { InvalidId, pathId } from '../lib/ids.ts';
import { type ApprovalInstance, instanceAnswer } from './approval-instance.ts';
import { isStatement } from './gateway/errors.ts';
import type { Gateway } from './gateway/gateway.ts';
import { perInstance } from './gateway/limits.ts';

export interface CcCall {
  approvalCode: string;
  instanceCode: string;
  /** open_id of the person in whose name it is copied. */
  by: string;
  /** open_ids, at most 20. */
  to: string[];
  comment: string;
}

export interface ApprovalPort {
  /** One instance with its tasks and timeline. */
  instance(code: string): Promise<ApprovalInstance>;
  /** Copies an instance. Not repeatable. */
  cc(call: CcCall): Promise<void>;
}

/** Whether it is the instance that can't be read: there is none, or the bot may not see it. */
export const isUnreadable = (error: unknown): boolean => error instanceof InvalidId || isStatement(error);

/** An instance that can't be read (deleted meanwhile, third-party, none at all) is none; anything else is a failure. */
export function unreadableAsNone(error: unknown): undefined {
  if (isUnreadable(error)) return undefined;
  throw error;
}

/**
 * Native approvals, v4.
 * https://open.feishu.cn/document/server-docs/approval-v4/instance/get, …/instance/cc
 */
export function approvals(gateway: Gateway): ApprovalPort {
  return {
    instance: (code) => {
      const path = { instance_id: pathId('instance', code) };
      return gateway.call('approval.instance.get', instanceAnswer, (client, options) =>
        client.approval.v4.instance.get({ path, params: { user_id_type: 'open_id' } }, options),
      );
    },
    async cc({ approvalCode, instanceCode, by, to, comment }) {
      const data = {
        approval_code: approvalCode,
        instance_code: instanceCode,
        user_id: by,
        cc_user_ids: to,
        ...(comment ? { comment } : {}),
      };
      await gateway.call(
        'approval.instance.cc',
        z.unknown(),
        (client, options) =>
          client.approval.v4.instance.cc({ params: { user_id_type: 'open_id' }, data }, options),
        { within: perInstance(instanceCode) },
      );
    },
  };
}
