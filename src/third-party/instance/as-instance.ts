import type { InstanceStatus } from '../../cards/keys.ts';
import type { ApprovalInstance } from '../../feishu/approval-instance.ts';
import type { DirectoryPort } from '../../feishu/directory.ts';
import { thirdPartyLinks } from '../../feishu/third-party-links.ts';
import type { InstanceLinks } from '../../lib/instance-links.ts';
import type { Words } from '../../lib/words.ts';
import type { Db } from '../../store/db.ts';
import { referenceTo } from '../../store/third-party-reference.ts';
import { namedByUserId } from './people.ts';
import { peopleIn, shownStatus, stateOf, type ThirdPartyState } from './state.ts';
import { businessKey, titleOf } from './words.ts';

/** An instance of either kind, as far as both can be copied, shown and asked about alike. */
export interface AnyInstance
  extends Pick<
    ApprovalInstance,
    'approvalCode' | 'instanceCode' | 'serialNumber' | 'initiator' | 'approvers' | 'ccs' | 'people'
  > {
  approvalName: Words;
  /** Undefined where it is hidden. */
  status: InstanceStatus | undefined;
  startedAt: number;
  /** Of third-party instances, which have their own; undefined where they may not be opened. */
  thirdParty?: {
    links: InstanceLinks | undefined;
    /** open_ids of those of whom the system does not know what they have read. */
    untracked: string[];
  };
}

interface ReadDeps {
  db: Pick<Db, 'all'>;
  directory: Pick<DirectoryPort, 'userIds'>;
}

/**
 * A third-party instance for somebody who asks about it; undefined when the bot has none of this id. Whether it names the
 * asker is found out even if the system gives user_ids alone.
 */
export async function readThirdParty(
  { db, directory }: ReadDeps,
  instanceId: string,
  asker: string,
): Promise<AnyInstance | undefined> {
  const state = await stateOf(db, instanceId);
  if (!state) return undefined;
  const instance = asInstance(state);
  if (takesPart(instance, asker)) return instance;
  const unknown = namedByUserId(peopleIn(state.record).filter((one) => !state.openIdOf(one)));
  if (unknown.length === 0) return instance;
  const { [asker]: userId } = await directory.userIds([asker]);
  if (!userId || !unknown.includes(userId)) return instance;
  const openIdOf: ThirdPartyState['openIdOf'] = (one) =>
    state.openIdOf(one) ?? (one.user_id === userId ? asker : undefined);
  const copies = state.copies.map((copy) => ({
    ...copy,
    openId: copy.openId ?? (copy.userId === userId ? asker : undefined),
  }));
  return { ...asInstance({ ...state, openIdOf, copies }), people: [{ userId, openId: asker }] };
}

/** Whether a person is named by an instance: as its initiator, as an approver, or as one it was copied to. */
export const takesPart = (
  { initiator, approvers, ccs }: Pick<AnyInstance, 'initiator' | 'approvers' | 'ccs'>,
  person: string,
): boolean =>
  initiator === person ||
  approvers.includes(person) ||
  ccs.some((entry) => entry.to.some((recipient) => recipient.openId === person));

export function asInstance({ record, copies, openIdOf }: ThirdPartyState): AnyInstance {
  const { whole, approvalCode, instanceId } = record;
  const { pc_link: pc, mobile_link: mobile } = whole.links;
  return {
    approvalCode,
    instanceCode: referenceTo(instanceId),
    approvalName: titleOf(whole),
    serialNumber: businessKey(whole),
    initiator: openIdOf(whole) ?? '',
    status: shownStatus(record),
    startedAt: Number(whole.start_time),
    approvers: (whole.task_list ?? []).flatMap((task) => openIdOf(task) ?? []),
    ccs: copies.map(({ addedBy, createdAt, openId, ccId }) => ({
      by: addedBy ?? '',
      at: createdAt,
      comment: '',
      to: openId ? [{ openId, ccId }] : [],
      unnamed: openId ? 0 : 1,
    })),
    people: [],
    thirdParty: {
      links: thirdPartyLinks({ pc, mobile }),
      untracked: copies.flatMap((copy) => (copy.tracked ? [] : (copy.openId ?? []))),
    },
  };
}
