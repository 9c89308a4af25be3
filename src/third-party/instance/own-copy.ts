import { thirdPartyLinks } from '../../feishu/third-party-links.ts';
import type { InstanceLinks } from '../../lib/instance-links.ts';
import type { Words } from '../../lib/words.ts';
import type { Tx } from '../../store/db.ts';
import { referredTo } from '../../store/third-party-reference.ts';
import type { Summaries } from '../../summary/summaries.ts';
import { asInstance } from './as-instance.ts';
import { stateOf } from './state.ts';
import { toldFields } from './words.ts';

/** A person's copy of a third-party instance that the bot has brought to Feishu. */
export interface OwnCopy {
  links: InstanceLinks | undefined;
  canMark: boolean;
  /** What its fields tell, if the person may be told. */
  told: Words;
}

/** What only the bot knows of copies to a person, by the code of each of these instances that is third-party. */
export async function ownCopies(
  db: Pick<Tx, 'all'>,
  summaries: Pick<Summaries, 'tellsThirdParty'>,
  openId: string,
  instanceCodes: readonly string[],
): Promise<Map<string, OwnCopy>> {
  const found = new Map<string, OwnCopy>();
  for (const code of new Set(instanceCodes)) {
    const instanceId = referredTo(code);
    const state = instanceId === undefined ? undefined : await stateOf(db, instanceId);
    if (!state) continue;
    const own = state.copies.filter((copy) => copy.openId === openId);
    const { pc_link: pc, mobile_link: mobile } = (own.at(-1) ?? state.record.whole).links;
    found.set(code, {
      links: thirdPartyLinks({ pc, mobile }),
      canMark: own.some((copy) => copy.canMark),
      told: summaries.tellsThirdParty(openId, asInstance(state)) ? toldFields(state.record.whole) : '',
    });
  }
  return found;
}
