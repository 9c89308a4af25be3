/** How a person takes part in an approval. */
export const ROLES = ['initiator', 'approvers', 'copied'] as const;
export type Role = (typeof ROLES)[number];

/** What the operator has said of a definition's approvals. */
export interface SummaryRule {
  /** The fields that tell what it is about, by name or id; by itself the bot chooses. */
  fields?: readonly string[] | undefined;
  /** Who is told. */
  visible?: readonly Role[] | undefined;
}

/** The rule for each definition, as it is now. */
export type SummaryRules = (approvalCode: string) => SummaryRule;

/** Feishu may hide fields from whom an approval is copied to, which the bot's own reading does not. */
const USUALLY: readonly Role[] = ['initiator', 'approvers'];

/** Which rule a line was made by: with another one it says something else. */
export const writtenRule = ({ fields }: SummaryRule): string => (fields ? JSON.stringify(fields) : '');

/** Whether a person may be told what an approval is about. */
export function mayBeTold(
  person: string,
  { initiator, approvers }: { initiator: string; approvers: readonly string[] },
  { visible = USUALLY }: SummaryRule,
): boolean {
  if (initiator === person && visible.includes('initiator')) return true;
  return visible.includes(approvers.includes(person) ? 'approvers' : 'copied');
}
