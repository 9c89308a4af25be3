import { z } from 'zod';
import { refuse } from '../errors.ts';
import { endpoint, flag, locale, noBody, success, userIdType } from '../http/endpoint.ts';
import { invalidAs } from '../http/violations.ts';
import { PER_MINUTE_1000_AND_PER_SECOND_50 } from '../limits.ts';
import { instanceAnswer } from './instance-answer.ts';

/**
 * https://open.feishu.cn/document/server-docs/approval-v4/instance/get: by code, or by the uuid it was created with.
 * Third-party instances are unknown here.
 */
const get = endpoint({
  method: 'GET',
  path: '/open-apis/approval/v4/instances/:instance_id',
  scopes: ['approval:approval', 'approval:approval:readonly', 'approval:instance'],
  limit: PER_MINUTE_1000_AND_PER_SECOND_50,
  query: z.strictObject({
    locale: locale.optional(),
    user_id: z.string().optional(),
    user_id_type: userIdType,
    nested_mutable_group: flag.optional(),
  }),
  body: noBody,
  invalid: invalidAs(1390001),
  handle({ path, query }, platform) {
    const instance = platform.approvals.instance(path.instance_id ?? '');
    if (instance === undefined || instance.definition.kind === 'external') return refuse(1390003);
    const { user_id, user_id_type } = query;
    if (user_id !== undefined && !platform.directory.find(user_id_type, user_id)) refuse(1390004);
    return success(instanceAnswer(instance, query.locale, platform));
  },
});

export const instanceEndpoints = [get];
