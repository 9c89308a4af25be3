import { emitCc } from '../events/approval-events.ts';
import type { Delivery } from '../events/deliveries.ts';
import type { Platform } from '../platform.ts';

/**
 * A person opens an instance that was copied to them: what was unread is read, and approval_cc says so.
 * @returns what is sent of it to the bot
 * @throws when it was never copied to them
 */
export function readCc(by: string, instance: string, platform: Platform): Promise<Delivery>[] {
  const person = platform.directory.person(by);
  const opened = platform.approvals.instanceByHandle(instance);
  const mine = platform.approvals.copies.filter(
    (copy) => copy.recipient === person && copy.instance === opened,
  );
  if (mine.length === 0) throw new Error(`${instance} was never copied to ${by}`);
  const unread = mine.filter((copy) => copy.read_at === undefined);
  for (const copy of unread) copy.read_at = platform.clock.now();
  if (unread.length > 0) platform.changes.tell({ kind: 'approvals' });
  return unread.flatMap((copy) => emitCc(copy, 'READ', platform) ?? []);
}
