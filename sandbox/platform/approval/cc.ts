import { z } from 'zod';
import { refuse } from '../errors.ts';
import { emitCc } from '../events/approval-events.ts';
import { endpoint, success } from '../http/endpoint.ts';
import { decimalId } from '../ids.ts';
import type { Platform } from '../platform.ts';
import type { UserIdType } from '../world/directory.ts';
import type { Person } from '../world/schema.ts';
import { nativeDefinition } from './definitions.ts';
import type { Copy, Instance } from './model.ts';
import { instanceIn, oneInstance, onOneInstance } from './one-instance.ts';

/** The page of this endpoint names no limits; these are those of its user-token twin, instances/add_cc. */
export const MOST_RECIPIENTS = 20;
export const LONGEST_COMMENT = 500;

function colleague(type: UserIdType, id: string, { directory }: Platform): Person {
  const person = directory.find(type, id);
  if (person && directory.isOfTenant(person) && !person.resigned) return person;
  // Whom it means is not documented.
  return refuse(1390001);
}

/** Copies an instance, with its events. */
export function copy(
  instance: Instance,
  by: Person,
  to: readonly Person[],
  comment: string | undefined,
  platform: Platform,
): void {
  const at = platform.clock.now();
  const copies = to.map(
    (recipient): Copy => ({
      cc_id: decimalId(platform.ids),
      instance,
      recipient,
      by,
      created_at: at,
      title: undefined,
      read_at: undefined,
    }),
  );
  instance.timeline.push({ type: 'CC', at, by, task_id: undefined, comment, copies });
  platform.approvals.copies.push(...copies);
  platform.changes.tell({ kind: 'approvals' });
  for (const one of copies) void emitCc(one, 'CREATE', platform);
}

/**
 * https://open.feishu.cn/document/server-docs/approval-v4/instance/cc
 * Not documented, and chosen here: the same person twice in one call is one copy; someone copied earlier gets another one;
 * instances of every state but deleted can be copied; who copies needs to be no participant.
 */
const cc = endpoint({
  ...onOneInstance,
  path: '/open-apis/approval/v4/instances/cc',
  body: z.strictObject({
    ...oneInstance,
    cc_user_ids: z.array(z.string()).min(1).max(MOST_RECIPIENTS),
    comment: z.string().max(LONGEST_COMMENT).optional(),
  }),
  handle({ query, body }, platform) {
    const definition = nativeDefinition(body.approval_code, platform);
    const instance = instanceIn(body, platform);
    const by = colleague(query.user_id_type, body.user_id, platform);
    const to = new Set(body.cc_user_ids.map((id) => colleague(query.user_id_type, id, platform)));
    if (definition.node_list.some((node) => node.require_signature)) refuse(1390018);
    copy(instance, by, [...to], body.comment || undefined, platform);
    return success({});
  },
});

export const ccEndpoints = [cc];
