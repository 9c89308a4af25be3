import type { Tx } from '../db.ts';
import type { InstanceRef } from './card-messages.ts';

/** Remembers serial numbers: the platform can't look an instance up by its own. */
export async function rememberInstance(tx: Tx, seen: InstanceRef & { serialNumber: string }): Promise<void> {
  if (!seen.serialNumber) return;
  await tx.run(
    `insert into seen_instance (instance_code, approval_code, serial_number, seen_at) values ($1, $2, $3, now_ms())
     on conflict (instance_code) do update set serial_number = $3, seen_at = now_ms()`,
    seen.instanceCode,
    seen.approvalCode,
    seen.serialNumber,
  );
}

/** The instance of this serial number, if exactly one was seen: definitions may number alike. */
export async function instanceOfSerial(db: Pick<Tx, 'all'>, serial: string): Promise<string | undefined> {
  const rows = await db.all<{ instance_code: string }>(
    'select instance_code from seen_instance where serial_number = $1 limit 2',
    serial,
  );
  return rows.length === 1 ? rows[0]?.instance_code : undefined;
}
