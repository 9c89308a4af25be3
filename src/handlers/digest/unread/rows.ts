import type { UnreadRow } from '../../../cards/views.ts';
import type { InstanceLinks } from '../../../feishu/applink.ts';
import type { UnreadInstance } from '../../../store/tables/cc-instances.ts';
import { noonOf } from '../schedule/local-date.ts';

const DAY_MS = 24 * 3_600_000;
/** A longer address is not one that a person opens. */
const MAX_LINK = 600;

export interface RowContext {
  now: number;
  timezone: string;
  /** Until when instances are left out of the digest, by code. */
  snoozed: ReadonlyMap<string, string>;
  links(instanceCode: string): InstanceLinks;
}

/** How many whole days an instance waits. */
export const ageInDays = (instance: UnreadInstance, now: number): number =>
  Math.max(0, Math.floor((now - instance.since) / DAY_MS));

/** What an instance is called, and the number by which a person can look it up. */
export const namesOf = ({ title, approvalName, serialNumber, instanceCode }: UnreadInstance) => ({
  name: title || approvalName || serialNumber || instanceCode,
  ...(serialNumber ? { serialNumber } : {}),
});

/** One instance as the cards list it. */
export function unreadRow(instance: UnreadInstance, context: RowContext): UnreadRow {
  const days = ageInDays(instance, context.now);
  const until = context.snoozed.get(instance.instanceCode);
  const links = linksOf(instance, context);
  return {
    instanceCode: instance.instanceCode,
    ...namesOf(instance),
    status: instance.status,
    age:
      days === 0 ? { key: 'unread.age_today', params: {} } : { key: 'unread.age', params: { count: days } },
    ...(/^ou_/.test(instance.initiator) ? { initiator: instance.initiator } : {}),
    ...(links ? { links } : {}),
    ...(until ? { snoozedUntil: noonOf(until, context.timezone) } : {}),
  };
}

/** Third-party approvals bring links of their own, which come from outside and may be anything. */
function linksOf(instance: UnreadInstance, { links }: RowContext): InstanceLinks | undefined {
  if (!instance.pcLink && !instance.mobileLink) return links(instance.instanceCode);
  const pc = usable(instance.pcLink) ?? usable(instance.mobileLink);
  const phone = usable(instance.mobileLink) ?? pc;
  return pc && phone ? { default: phone, pc, ios: phone, android: phone } : undefined;
}

function usable(link: string): string | undefined {
  if (link.length > MAX_LINK || !URL.canParse(link)) return undefined;
  return ['https:', 'http:', 'lark:', 'feishu:'].includes(new URL(link).protocol) ? link : undefined;
}
