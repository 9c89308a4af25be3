import type { ApprovalInstance } from '../../feishu/approval-instance.ts';

/** Whoever takes part in an instance may copy it: its initiator, its approvers, those it was copied to; and administrators. */
export function mayCopy(person: string, instance: ApprovalInstance, admins: string[]): boolean {
  return (
    instance.initiator === person ||
    instance.approvers.includes(person) ||
    instance.ccs.some((entry) => entry.to.some((recipient) => recipient.openId === person)) ||
    admins.includes(person)
  );
}
