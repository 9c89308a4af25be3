import { z } from 'zod';
import { refuse } from '../errors.ts';
import { userIdType } from '../http/endpoint.ts';
import { invalidAs } from '../http/violations.ts';
import { PER_MINUTE_100 } from '../limits.ts';
import type { Platform } from '../platform.ts';
import { nativeDefinition } from './definitions.ts';
import type { Instance } from './model.ts';

/** What the calls by which a person acts on one instance have in common. */
export const onOneInstance = {
  method: 'POST',
  scopes: ['approval:approval', 'approval:approval:readonly', 'approval:instance'],
  limit: PER_MINUTE_100,
  query: z.strictObject({ user_id_type: userIdType }),
  invalid: invalidAs(1390001),
} as const;

/** Which instance, of which definition, and who acts. */
export const oneInstance = {
  approval_code: z.string().min(1),
  instance_code: z.string().min(1),
  user_id: z.string().min(1),
};

/** A code that exists but belongs to another definition is not found in this one; a deleted instance is not found at all. */
export function instanceIn(
  { approval_code, instance_code }: { approval_code: string; instance_code: string },
  platform: Platform,
): Instance {
  const definition = nativeDefinition(approval_code, platform);
  const instance = platform.approvals.instances.find((one) => one.instance_code === instance_code);
  if (instance === undefined || instance.definition !== definition) return refuse(1390003);
  return instance.status === 'DELETED' ? refuse(1390003) : instance;
}
