import { isDeepStrictEqual } from 'node:util';
import type { PickerRow } from '../../cards/views.ts';
import type { Tx } from '../../store/db.ts';
import { aboutEach, NOTHING } from './about.ts';
import type { Choice } from './choice.ts';
import type { CcDeps } from './deps.ts';

/** Not every list of Feishu tells a number: then the end of the code tells two from each other. */
const CODE_END = 6;

/** Says of each what it is about. */
export async function pickerRows(
  tx: Pick<Tx, 'all'>,
  deps: Pick<CcDeps, 'summaries'>,
  reader: string,
  choices: Choice[],
): Promise<PickerRow[]> {
  const codes = choices.map((one) => one.instanceCode);
  const told = await aboutEach(tx, deps, reader, codes);
  const rows = choices.map((one) => ({ ...one, ...(told.get(one.instanceCode) ?? NOTHING) }));
  const seen = (row: (typeof rows)[number]) => [row.approvalName, row.about, row.initiator, row.startedAt];
  const isAlone = (row: (typeof rows)[number]) =>
    rows.filter((one) => isDeepStrictEqual(seen(one), seen(row))).length === 1;
  return rows.map((row) => ({
    instanceCode: row.instanceCode,
    about: row.about,
    approvalName: row.approvalName,
    initiator: row.initiator === reader ? null : row.initiator,
    status: row.status ?? null,
    serialNumber: row.serialNumber || (isAlone(row) ? null : row.instanceCode.slice(-CODE_END)),
    startedAt: row.startedAt || null,
  }));
}
