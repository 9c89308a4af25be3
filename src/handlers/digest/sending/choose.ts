import type { UnreadInstance } from '../../../store/tables/cc-instances.ts';
import type { DigestChoice } from '../../../store/tables/digest-settings.ts';
import { ageInDays } from '../unread/rows.ts';

/** Why somebody gets no digest on a day. */
export type SkipReason = 'nothing unread' | 'too few' | 'turned off' | 'paused' | 'the day is over';

/** What of a person's unread copies belongs into the digest by the person's settings. */
export function chooseInstances(
  waiting: UnreadInstance[],
  choice: Pick<DigestChoice, 'muted' | 'olderThan' | 'moreThan'>,
  { now, snoozed }: { now: number; snoozed: ReadonlyMap<string, string> },
): { instances: UnreadInstance[]; skip: SkipReason | undefined } {
  const instances = waiting.filter(
    (instance) =>
      !choice.muted.includes(instance.approvalCode) &&
      !snoozed.has(instance.instanceCode) &&
      ageInDays(instance, now) >= choice.olderThan,
  );
  if (instances.length === 0) return { instances, skip: 'nothing unread' };
  return { instances, skip: instances.length <= choice.moreThan ? 'too few' : undefined };
}
