import { z } from 'zod';
import { DAY_MS } from '../lib/clock.ts';
import { type InstanceStatus, instanceStatus } from '../lib/instance-status.ts';

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
