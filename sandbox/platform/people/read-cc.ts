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
  platform.changes.tell({ kind: 'approvals' });
  return mine.flatMap((copy) => {
    if (copy.read_at !== undefined) return [];
    copy.read_at = platform.clock.now();
    return emitCc(copy, 'READ', platform) ?? [];
  });
}
