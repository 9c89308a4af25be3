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

/** The instances of this serial number, latest seen first, at most 3: definitions may number alike. */
export async function instancesOfSerial(db: Pick<Tx, 'all'>, serial: string): Promise<string[]> {
  const rows = await db.all<{ instance_code: string }>(
    'select instance_code from seen_instance where serial_number = $1 order by seen_at desc limit 3',
    serial,
  );
  return rows.map((row) => row.instance_code);
}
