import type { ListedCopy } from '../feishu/copies.ts';
import { type KnownCopy, SAME_COPY_MS } from '../store/tables/cc-copies.ts';

/** Whose copies search_cc lists for a person: its page does not say. */
export interface SearchMeaning {
  /** Whether it has been seen to be the recipient. */
  isRecipients(): boolean;
  /** Takes what was known to be copied to a person, and what was listed for them. */
  learn(openId: string, known: KnownCopy[], listed: ListedCopy[]): void;
}

/** A list that has what an event said was copied to the person, by somebody else, is that of the recipient. */
export function searchMeaning(): SearchMeaning {
  let isRecipients = false;
  return {
    isRecipients: () => isRecipients,
    learn(openId, known, listed) {
      const told = new Map(
        known.filter(({ source }) => source === 'event').map((copy) => [copy.instanceCode, copy]),
      );
      isRecipients ||= listed.some(({ createdAt, by, instance }) => {
        const same = told.get(instance.instanceCode);
        return same && by !== openId && Math.abs(same.createdAt - createdAt) <= SAME_COPY_MS;
      });
    },
  };
}
