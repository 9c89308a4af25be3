import type { UnreadRow } from '../../../cards/views.ts';
import { thirdPartyLinks } from '../../../feishu/third-party-links.ts';
import { DAY_MS } from '../../../lib/clock.ts';
import { isOpenId } from '../../../lib/ids.ts';
import type { InstanceLinks } from '../../../lib/instance-links.ts';
import type { OwnCopy } from '../../../third-party/instance/own-copy.ts';
import { noonOf } from '../schedule/local-date.ts';
import type { WaitingInstance } from './waiting.ts';

export interface RowContext {
  now: number;
  timezone: string;
  /** Until when instances are left out of the digest, by code. */
  snoozed: ReadonlyMap<string, string>;
  links(instanceCode: string): InstanceLinks;
  /** Of third-party instances that the bot knows, by code. */
  own: ReadonlyMap<string, OwnCopy>;
}

/** How many whole days an instance waits. */
export const ageInDays = (instance: WaitingInstance, now: number): number =>
  Math.max(0, Math.floor((now - instance.since) / DAY_MS));

/** What an instance is called, and the number by which a person can look it up. */
export const namesOf = ({ title, approvalName, serialNumber, instanceCode }: WaitingInstance) => ({
  name: title || approvalName || serialNumber || instanceCode,
  serialNumber: serialNumber || null,
});

/** One instance as the cards list it. */
export function unreadRow(instance: WaitingInstance, context: RowContext): UnreadRow {
  const days = ageInDays(instance, context.now);
  const until = context.snoozed.get(instance.instanceCode);
  return {
    instanceCode: instance.instanceCode,
    ...namesOf(instance),
    status: instance.status === 'HIDDEN' ? null : instance.status,
    age:
      days === 0 ? { key: 'unread.age_today', params: {} } : { key: 'unread.age', params: { count: days } },
    initiator: isOpenId(instance.initiator) ? instance.initiator : null,
    links: linksOf(instance, context) ?? null,
    canMark: context.own.get(instance.instanceCode)?.canMark ?? false,
    snoozedUntil: until ? noonOf(until, context.timezone) : null,
  };
}

/** Third-party approvals bring links of their own, which come from outside and may be anything. */
function linksOf(instance: WaitingInstance, { links, own }: RowContext): InstanceLinks | undefined {
  const known = own.get(instance.instanceCode);
  if (known) return known.links;
  if (!instance.pcLink && !instance.mobileLink) return links(instance.instanceCode);
  return thirdPartyLinks({ pc: instance.pcLink, mobile: instance.mobileLink });
}
