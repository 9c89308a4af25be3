import type { InstanceStatus } from '../../cards/keys.ts';
import type { Tx } from '../../store/db.ts';
import { type AddedCc, addedCcs, readMarks } from '../../store/tables/third-party-ccs.ts';
import {
  findThirdParty,
  holdThirdParty,
  type ThirdPartyRecord,
} from '../../store/tables/third-party-instances.ts';
import type { ThirdPartyCc } from '../../store/third-party-document/documented.ts';
import { type Ids, knownPeople } from './people.ts';

/** A copy, of the system or added by a person. Times are Unix ms. */
export interface Copy {
  ccId: string;
  userId: string | undefined;
  openId: string | undefined;
  createdAt: number;
  /** Read, or nobody knows and nobody waits for it. */
  read: boolean;
  /** Whether the system knows what is read. */
  tracked: boolean;
  /** Whether its recipient can mark it as read. */
  canMark: boolean;
  /** open_id of the person who has added it. */
  addedBy: string | undefined;
  links: ThirdPartyCc['links'];
}

/** All that the bot knows of a third-party instance. */
export interface ThirdPartyState {
  record: ThirdPartyRecord;
  copies: Copy[];
  openIdOf(person: Ids): string | undefined;
}

/** Everybody whom an instance names. */
export const peopleIn = ({ whole }: Pick<ThirdPartyRecord, 'whole'>): Ids[] => [
  whole,
  ...(whole.task_list ?? []),
  ...(whole.cc_list ?? []),
];

/** Puts together what is kept of an instance; undefined when there is none. */
export async function stateOf(db: Pick<Tx, 'all'>, instanceId: string): Promise<ThirdPartyState | undefined> {
  const record = await findThirdParty(db, instanceId);
  return record && complete(db, record);
}

/** The same, kept from being changed by others until the transaction ends. */
export async function holdState(tx: Tx, instanceId: string): Promise<ThirdPartyState | undefined> {
  const record = await holdThirdParty(tx, instanceId);
  return record && complete(tx, record);
}

async function complete(db: Pick<Tx, 'all'>, record: ThirdPartyRecord): Promise<ThirdPartyState> {
  const { instanceId } = record;
  const openIdOf = await knownPeople(db, peopleIn(record));
  const marked = new Set((await readMarks(db, instanceId)).map(({ ccId }) => ccId));
  const added = await addedCcs(db, instanceId);
  const copies = [
    ...(record.whole.cc_list ?? []).map((cc) => systemCopy(cc, openIdOf(cc), marked)),
    ...added.map((cc) => addedCopy(cc, record, marked)),
  ];
  return { record, copies, openIdOf };
}

const systemCopy = (cc: ThirdPartyCc, openId: string | undefined, marked: Set<string>): Copy => ({
  ccId: cc.cc_id,
  userId: cc.user_id || undefined,
  openId,
  createdAt: Number(cc.create_time),
  read: cc.read_status !== 'UNREAD' || marked.has(cc.cc_id),
  tracked: cc.read_status !== '',
  canMark: cc.read_status === 'UNREAD' && !marked.has(cc.cc_id),
  addedBy: undefined,
  links: cc.links,
});

const addedCopy = (cc: AddedCc, { whole }: ThirdPartyRecord, marked: Set<string>): Copy => ({
  ccId: cc.ccId,
  userId: cc.userId ?? undefined,
  openId: cc.openId ?? undefined,
  createdAt: cc.createdAt,
  read: marked.has(cc.ccId),
  tracked: true,
  canMark: !marked.has(cc.ccId),
  addedBy: cc.addedBy,
  links: whole.links,
});

/** The state that people are shown; undefined where the system hides it. */
export const shownStatus = ({
  whole: { status },
}: Pick<ThirdPartyRecord, 'whole'>): InstanceStatus | undefined => (status === 'HIDDEN' ? undefined : status);
