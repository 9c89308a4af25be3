import type { Clock } from '../clock.ts';
import type { Tx } from '../store/db.ts';
import { dropTwins } from '../store/tables/cc-copies.ts';
import {
  dropPushed,
  type KnownPush,
  keepPushed,
  type PushedCopy,
  pushedCopies,
} from '../store/tables/pushed-copies.ts';
import { announceReading } from './changes.ts';

/** All copies of a third-party instance as they are now. */
export interface PushedCopies {
  approvalCode: string;
  /** The reference to the instance. */
  instanceCode: string;
  copies: PushedCopy[];
}

/** Brings the read model up to date with the copies of a third-party instance, of which Feishu sends no events. */
export async function learnPushed(
  tx: Tx,
  clock: Pick<Clock, 'now'>,
  { copies, ...target }: PushedCopies,
): Promise<void> {
  const known = new Map((await pushedCopies(tx, target.instanceCode)).map((one) => [one.ccId, one]));
  const changed = copies.filter((copy) => differs(known.get(copy.ccId), copy));
  for (const copy of changed) await keepPushed(tx, target, copy);
  const there = new Set(copies.map(({ ccId }) => ccId));
  const gone = [...known.values()].filter(({ ccId }) => !there.has(ccId));
  for (const { id } of gone) await dropPushed(tx, id);
  for (const openId of new Set(changed.flatMap((copy) => copy.openId ?? []))) await dropTwins(tx, openId);
  if (changed.length + gone.length > 0) await announceReading(tx, clock, target.instanceCode);
}

const differs = (known: KnownPush | undefined, copy: PushedCopy): boolean =>
  !known || (copy.read && !known.read) || (copy.openId !== undefined && known.openId === null);
