import { z } from 'zod';
import { endpoint, noQuery } from '../../http/endpoint.ts';
import { copy, LONGEST_COMMENT, MOST_RECIPIENTS } from '../cc.ts';
import { instanceIn } from '../one-instance.ts';
import { actingPerson, everybody } from './ids.ts';
import { asV2, invalidV2, refuseV2 } from './refusals.ts';

const ids = z.array(z.string()).default([]);

/**
 * https://open.feishu.cn/document/server-docs/historic-version/approval/v2/feishu-native-approval/cc-instance
 * Not documented, and chosen here: whoever both lists name gets one copy; the limits are those of v4; and a user_id that is wrong is
 * passed over for the open_id, as the page of the creation says.
 */
const cc = endpoint({
  method: 'POST',
  path: '/approval/openapi/v2/instance/cc',
  scopes: ['approval:approval:readonly'],
  query: noQuery,
  body: z.strictObject({
    approval_code: z.string().min(1),
    instance_code: z.string().min(1),
    user_id: z.string().optional(),
    open_id: z.string().optional(),
    cc_user_ids: ids,
    cc_open_ids: ids,
    comment: z.string().max(LONGEST_COMMENT).optional(),
  }),
  invalid: invalidV2,
  handle({ body }, platform) {
    const instance = asV2(() => instanceIn(body, platform));
    const by = actingPerson(body, platform);
    const to = everybody(body.cc_user_ids, body.cc_open_ids, platform);
    if (to.length === 0) refuseV2(60001, 'cc_user_ids and cc_open_ids can not both be empty');
    if (to.length > MOST_RECIPIENTS) refuseV2(60001, `more than ${MOST_RECIPIENTS} recipients`);
    copy(instance, by, to, body.comment || undefined, platform);
    return { code: 0, msg: 'success' };
  },
});

export const historicCcEndpoints = [cc];
