import { type ZodType, z } from 'zod';
import { DAY_MS } from '../lib/clock.ts';
import { type InstanceStatus, instanceStatus } from '../lib/instance-status.ts';
import type { Gateway } from './gateway/gateway.ts';

/** An instance as a list shows it. `startedAt` in Unix ms. */
export interface ListedInstance {
  instanceCode: string;
  approvalCode: string;
  approvalName: string;
  serialNumber: string;
  /** The long number that share links carry instead of the instance code; known from task lists only. */
  instanceId: string;
  status: InstanceStatus;
  startedAt: number;
}

/** What lists tell of the kind of an instance, which may be another system's. */
export interface OfAnyKind {
  thirdParty: boolean;
  /** Its id in the system that owns it; empty for native ones. */
  thirdPartyId: string;
}

/** The initiator is an open_id; title and links are those of third-party approvals. */
export interface LinkedInstance extends ListedInstance, OfAnyKind {
  initiator: string;
  title: string;
  pcLink: string;
  mobileLink: string;
}

/** The longest period that a list takes. */
export const LONGEST_PERIOD_MS = 30 * DAY_MS;

/** Unix ms. */
export interface Period {
  from: number;
  to: number;
}

/** Feishu's time is known up to a second less. */
const SECOND_MS = 1_000;

/** The longest one that ends at `now`: time goes on between two looks at a clock, and a millisecond more is refused. */
export const latestPeriod = (now: number): Period => ({
  from: now + SECOND_MS - LONGEST_PERIOD_MS,
  to: now + SECOND_MS,
});

/** A word; numbers and what is missing are words, too. */
export const text = z
  .union([z.string(), z.number().transform(String)])
  .nullish()
  .transform((value) => value ?? '');

/** Texts in a list; none where Feishu leaves it out. */
export const texts = z
  .array(z.string())
  .nullish()
  .transform((values) => values ?? []);

/** What is asked for of the instances of a definition, or of those that a person started. */
export function queryInstances<T>(
  gateway: Gateway,
  answer: ZodType<T>,
  about: { approval_code: string } | { user_id: string },
  { from, to, size }: Period & { size: number },
): Promise<T> {
  const data = {
    ...about,
    instance_status: 'ALL' as const,
    instance_start_time_from: String(from),
    instance_start_time_to: String(to),
  };
  return gateway.call('approval.instance.query', answer, (client, options) =>
    client.approval.v4.instance.query(
      { params: { page_size: size, user_id_type: 'open_id' }, data },
      options,
    ),
  );
}

/** An item of the lists instances/query and search_cc. */
export const listed = z
  .object({
    approval: z.object({ code: text, name: text, is_external: z.boolean().nullish() }),
    instance: z.object({
      code: text,
      external_id: text,
      serial_id: text,
      status: text,
      start_time: z.coerce.number().catch(0),
    }),
  })
  .transform(({ approval, instance }) => ({
    instanceCode: instance.code,
    approvalCode: approval.code,
    approvalName: approval.name,
    serialNumber: instance.serial_id,
    instanceId: '',
    status: instanceStatus(instance.status),
    startedAt: instance.start_time,
    thirdParty: approval.is_external === true,
    thirdPartyId: instance.external_id,
  }));
