import { z } from 'zod';
import { refuse } from '../errors.ts';
import { endpoint, success } from '../http/endpoint.ts';
import { decide } from './decide.ts';
import { instanceIn, oneInstance, onOneInstance } from './one-instance.ts';

/** https://open.feishu.cn/document/server-docs/approval-v4/instance/cancel: the initiator, while it is pending. */
const cancel = endpoint({
  ...onOneInstance,
  path: '/open-apis/approval/v4/instances/cancel',
  body: z.strictObject(oneInstance),
  handle({ query, body }, platform) {
    const instance = instanceIn(body, platform);
    if (platform.directory.find(query.user_id_type, body.user_id) !== instance.initiator) refuse(1390009);
    if (instance.status !== 'PENDING') refuse(1390001, 'ext=the instance has ended');
    decide(instance, instance.initiator, 'withdraw', undefined, platform);
    return success({});
  },
});

export const cancelEndpoints = [cancel];
