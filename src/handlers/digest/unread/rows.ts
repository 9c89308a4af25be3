import type { UnreadRow } from '../../../cards/views.ts';
import { thirdPartyLinks } from '../../../feishu/third-party-links.ts';
import { DAY_MS } from '../../../lib/clock.ts';
import { isOpenId } from '../../../lib/ids.ts';
import type { InstanceLinks } from '../../../lib/instance-links.ts';
import type { Words } from '../../../lib/words.ts';
import { noonOf } from '../schedule/local-date.ts';
import { aboutOf, lineOf, type Told } from './told.ts';
import type { WaitingInstance } from './waiting.ts';

export interface RowContext {
  now: number;
  timezone: string;
  /** Until when instances are left out of the digest, by code. */
  snoozed: ReadonlyMap<string, string>;
  links(instanceCode: string): InstanceLinks;
}

/** How many whole days an instance waits. */
export const ageInDays = (instance: WaitingInstance, now: number): number =>
  Math.max(0, Math.floor((now - instance.since) / DAY_MS));

/** What an instance is called on its own, and the number by which a person can look it up. */
export const namesOf = (instance: WaitingInstance, told: Told) => ({
  name: aboutOf(instance, told) ?? definitionOf(instance),
  serialNumber: instance.serialNumber || null,
});

const definitionOf = ({ approvalName, serialNumber, instanceCode }: WaitingInstance): Words =>
  approvalName || serialNumber || instanceCode;

/** One instance as the cards list it; `grouped` under a heading that says its definition. */
export function unreadRow(
  instance: WaitingInstance,
  context: RowContext,
  told: Told,
  grouped: boolean,
): UnreadRow {
  const days = ageInDays(instance, context.now);
  const until = context.snoozed.get(instance.instanceCode);
  const about = aboutOf(instance, told);
  return {
    instanceCode: instance.instanceCode,
    title: about ?? (grouped ? null : definitionOf(instance)),
    definition: about === null || grouped ? null : instance.approvalName || null,
    ...numberOf(instance, told),
    ...peopleOf(instance, told),
    status: instance.status === 'HIDDEN' ? null : instance.status,
    age:
      days === 0 ? { key: 'unread.age_today', params: {} } : { key: 'unread.age', params: { count: days } },
    links: linksOf(instance, context, told) ?? null,
    canMark: told.own.get(instance.instanceCode)?.canMark ?? false,
    snoozedUntil: until ? noonOf(until, context.timezone) : null,
  };
}

/** What tells an instance from another one, where its form tells nothing or both tell the same. */
function numberOf({ instanceCode, serialNumber, since }: WaitingInstance, told: Told) {
  const isNeeded = lineOf(instanceCode, told) === '' || told.alike.has(instanceCode);
  return {
    serialNumber: isNeeded && serialNumber ? serialNumber : null,
    since: isNeeded && !serialNumber ? since : null,
  };
}

/** Who has started it and who has copied it, each person once. */
function peopleOf({ instanceCode, initiator }: WaitingInstance, { remarks }: Told) {
  const remark = remarks.get(instanceCode);
  const by = isOpenId(remark?.by) ? remark.by : undefined;
  const isBoth = by === initiator;
  const key = isBoth ? 'unread.started_and_copied' : 'unread.copied_by';
  return {
    initiator: isOpenId(initiator) && !isBoth ? initiator : null,
    by: by === undefined ? null : ({ key, person: by } as const),
    comment: remark?.comment.replace(/\s+/g, ' ').trim() || null,
  };
}

/** Third-party approvals bring links of their own, which come from outside and may be anything. */
function linksOf(instance: WaitingInstance, { links }: RowContext, { own }: Told): InstanceLinks | undefined {
  const known = own.get(instance.instanceCode);
  if (known) return known.links;
  if (!instance.pcLink && !instance.mobileLink) return links(instance.instanceCode);
  return thirdPartyLinks({ pc: instance.pcLink, mobile: instance.mobileLink });
}
