import type { Tx } from '../db.ts';

/** What an instance is about. People are open_ids. */
export interface InstanceSummary {
  instanceCode: string;
  approvalCode: string;
  initiator: string;
  approvers: string[];
  /** Empty where nothing is told: nothing could be read, or nothing tells it. */
  line: string;
  /** By which rule the line was made. */
  rule: string;
}

/** Keeps what was read of an instance; the latest counts. */
export async function rememberSummary(db: Pick<Tx, 'run'>, summary: InstanceSummary): Promise<void> {
  await db.run(
    `insert into instance_summary (instance_code, approval_code, initiator, approvers, line, rule, seen_at)
     values ($1, $2, $3, $4, $5, $6, now_ms())
     on conflict (instance_code) do update set approval_code = excluded.approval_code, initiator = excluded.initiator,
       approvers = excluded.approvers, line = excluded.line, rule = excluded.rule, seen_at = excluded.seen_at`,
    summary.instanceCode,
    summary.approvalCode,
    summary.initiator,
    JSON.stringify(summary.approvers),
    summary.line,
    summary.rule,
  );
}

/** Enters an instance that is to be read by this rule; false when it is entered or read already. */
export async function enterSummary(
  db: Pick<Tx, 'run'>,
  { instanceCode, approvalCode, rule }: Pick<InstanceSummary, 'instanceCode' | 'approvalCode' | 'rule'>,
): Promise<boolean> {
  const entered = await db.run(
    `insert into instance_summary (instance_code, approval_code, initiator, approvers, line, rule, seen_at)
     values ($1, $2, '', '[]', '', $3, now_ms())
     on conflict (instance_code) do update set line = '', rule = excluded.rule, seen_at = excluded.seen_at
     where instance_summary.rule <> excluded.rule`,
    instanceCode,
    approvalCode,
    rule,
  );
  return entered > 0;
}

/** What is kept of these instances. */
export async function summariesOf(
  db: Pick<Tx, 'all'>,
  instanceCodes: readonly string[],
): Promise<InstanceSummary[]> {
  if (instanceCodes.length === 0) return [];
  const rows = await db.all<Record<string, string>>(
    `select instance_code, approval_code, initiator, approvers, line, rule from instance_summary
     where instance_code in (${instanceCodes.map((_, index) => `$${index + 1}`).join(', ')})`,
    ...instanceCodes,
  );
  return rows.map((row) => ({
    instanceCode: row.instance_code ?? '',
    approvalCode: row.approval_code ?? '',
    initiator: row.initiator ?? '',
    approvers: JSON.parse(row.approvers ?? '[]'),
    line: row.line ?? '',
    rule: row.rule ?? '',
  }));
}
