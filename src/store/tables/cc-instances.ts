import type { InstanceStatus } from '../../lib/instance-status.ts';
import type { Language } from '../../lib/language.ts';
import type { Words } from '../../lib/words.ts';
import type { Tx } from '../db.ts';

/** Third-party systems have further states; one hides which it is. */
export type CopiedStatus = InstanceStatus | 'HIDDEN';

/** What is shown of a copied instance. The initiator is an open_id; title and links are those of third-party approvals. */
export interface CopiedInstance {
  instanceCode: string;
  approvalCode: string;
  approvalName: string;
  /** In which language that is, where it is not the definition's own: it stands in for that one until it is known. */
  namedIn?: Language;
  serialNumber: string;
  status: CopiedStatus;
  initiator: string;
  title: Words;
  pcLink: string;
  mobileLink: string;
}

const ifNamed = `coalesce(nullif(excluded.approval_name, ''), cc_instance.approval_name)`;
const unlessNamed = `coalesce(nullif(cc_instance.approval_name, ''), excluded.approval_name)`;

export async function rememberCopied(tx: Tx, seen: CopiedInstance): Promise<void> {
  await tx.run(
    `insert into cc_instance (instance_code, approval_code, approval_name, serial_number, status, initiator, title,
       pc_link, mobile_link, titles, seen_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, now_ms())
     on conflict (instance_code) do update set
       approval_name = ${seen.namedIn ? unlessNamed : ifNamed},
       serial_number = excluded.serial_number, status = excluded.status, initiator = excluded.initiator,
       title = excluded.title, titles = excluded.titles, pc_link = excluded.pc_link, mobile_link = excluded.mobile_link, seen_at = now_ms()`,
    seen.instanceCode,
    seen.approvalCode,
    seen.approvalName,
    seen.serialNumber,
    seen.status,
    seen.initiator,
    typeof seen.title === 'string' ? seen.title : seen.title.zh_cn,
    seen.pcLink,
    seen.mobileLink,
    typeof seen.title === 'string' ? null : JSON.stringify(seen.title),
  );
}

/** Notes the name of a definition, which a list tells and its system does not. */
export async function nameDefinition(
  tx: Tx,
  { instanceCode, approvalName, namedIn }: CopiedInstance,
): Promise<void> {
  if (!approvalName) return;
  await tx.run(
    `update cc_instance set approval_name = $2 where instance_code = $1${namedIn ? ` and approval_name = ''` : ''}`,
    instanceCode,
    approvalName,
  );
}

/** An instance that waits unread, since its oldest unread copy (Unix ms). */
export interface UnreadInstance extends CopiedInstance {
  since: number;
}

interface UnreadRow extends Record<string, string | number | null> {
  instance_code: string;
  since: number;
  approval_code: string;
  approval_name: string;
  serial_number: string;
  status: CopiedStatus;
  initiator: string;
  title: string;
  titles: string | null;
  pc_link: string;
  mobile_link: string;
}

/** What waits unread for a person and can be shown, oldest first; deleted instances can't be opened and are left out. */
export async function unreadInstances(db: Pick<Tx, 'all'>, openId: string): Promise<UnreadInstance[]> {
  const rows = await db.all<UnreadRow>(
    `select copy.since, i.* from cc_instance i join (
       select instance_code, min(created_at) as since from cc_copy where open_id = $1 and read_at is null
       group by instance_code) copy on copy.instance_code = i.instance_code
     where i.status <> 'DELETED' order by copy.since, i.instance_code`,
    openId,
  );
  return rows.map((row) => ({
    instanceCode: row.instance_code,
    approvalCode: row.approval_code,
    approvalName: row.approval_name,
    serialNumber: row.serial_number,
    status: row.status,
    initiator: row.initiator,
    title: row.titles === null ? row.title : JSON.parse(row.titles),
    pcLink: row.pc_link,
    mobileLink: row.mobile_link,
    since: Number(row.since),
  }));
}

/** Whether an instance was copied to a person, read or not. */
export async function isCopiedTo(
  db: Pick<Tx, 'all'>,
  openId: string,
  instanceCode: string,
): Promise<boolean> {
  const rows = await db.all(
    'select 1 from cc_copy where open_id = $1 and instance_code = $2 limit 1',
    openId,
    instanceCode,
  );
  return rows.length > 0;
}

/** Whether it is known what to show of this instance. */
export async function isRemembered(db: Pick<Tx, 'all'>, instanceCode: string): Promise<boolean> {
  return (await db.all('select 1 from cc_instance where instance_code = $1', instanceCode)).length > 0;
}

/** The definitions of what was copied to a person, by name; at most 30. */
export async function definitionsCopiedTo(
  db: Pick<Tx, 'all'>,
  openId: string,
): Promise<{ code: string; name: string }[]> {
  const rows = await db.all<{ code: string; name: string }>(
    `select i.approval_code as code, max(i.approval_name) as name from cc_instance i
     join cc_copy c on c.instance_code = i.instance_code where c.open_id = $1
     group by i.approval_code order by 2, 1 limit 30`,
    openId,
  );
  return rows.filter((row) => row.name !== '').map(({ code, name }) => ({ code, name }));
}
