import type { Clock } from '../lib/clock.ts';
import type { Tx } from '../store/db.ts';
import { dropTwins } from '../store/tables/cc-copies.ts';
import {
  dropThirdPartyCopy,
  type KnownCopy,
  keepThirdPartyCopy,
  type ThirdPartyCopy,
  thirdPartyCopies,
  thirdPartyCopyId,
} from '../store/tables/third-party-copies.ts';
import { announceReading } from './changes.ts';

/** All copies of a third-party instance as they are now. */
export interface ThirdPartyCopies {
  approvalCode: string;
  /** The reference to the instance. */
  instanceCode: string;
  copies: ThirdPartyCopy[];
}

/** Brings the read model up to date with the copies of a third-party instance, of which Feishu sends no events. */
export async function learnThirdPartyCopies(
  tx: Tx,
  clock: Pick<Clock, 'now' | 'steady'>,
  { copies, ...target }: ThirdPartyCopies,
): Promise<void> {
  const { instanceCode } = target;
  const known = new Map((await thirdPartyCopies(tx, instanceCode)).map((one) => [one.id, one]));
  const there = new Map(copies.map((copy) => [thirdPartyCopyId(instanceCode, copy.ccId), copy]));
  const changed = [...there].flatMap(([id, copy]) => (differs(known.get(id), copy) ? copy : []));
  for (const copy of changed) await keepThirdPartyCopy(tx, target, copy);
  const gone = [...known.values()].filter(({ id }) => !there.has(id));
  for (const { id } of gone) await dropThirdPartyCopy(tx, id);
  for (const openId of new Set(changed.flatMap((copy) => copy.openId ?? []))) await dropTwins(tx, openId);
  if (changed.length + gone.length > 0) await announceReading(tx, clock, instanceCode);
}

const differs = (known: KnownCopy | undefined, copy: ThirdPartyCopy): boolean =>
  !known || (copy.read && !known.read) || (copy.openId !== undefined && known.openId === null);
