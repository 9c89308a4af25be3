import type { Difference } from './compare.ts';
import type { Notices } from './notices.ts';

/**
 * Holds what one list says against another. Whose copies search_cc lists for a person is documented as "user ID" alone: if
 * it were whoever copied, everything unread would be closed, and what they copied themselves would be added. The notices of
 * a person are theirs for certain. Where these are not all, nothing is closed, and what the person has copied on not added.
 */
export function confirmed(openId: string, { add, close, reopen }: Difference, notices: Notices): Difference {
  const { has, isWhole } = notices;
  return {
    add: add.filter((copy) => (isWhole ? has(copy) : copy.by !== openId)),
    close: close.filter((copy) => isWhole && !has(copy)),
    reopen,
  };
}
