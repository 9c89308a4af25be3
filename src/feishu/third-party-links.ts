import type { InstanceLinks } from '../lib/instance-links.ts';
import { linkProblem } from '../lib/link-address.ts';

/** In a list, which has many of them; a card of its own has room for whatever a system may give. */
const LONGEST_IN_LISTS = 600;

/** The links that another system gives of its own, as far as they may be opened: they come from outside and may be anything. */
export function thirdPartyLinks(
  given: { pc?: string | undefined; mobile?: string | undefined },
  longest = LONGEST_IN_LISTS,
): InstanceLinks | undefined {
  const pc = usable(given.pc, longest) ?? usable(given.mobile, longest);
  const phone = usable(given.mobile, longest) ?? pc;
  return pc && phone ? { default: phone, pc, ios: phone, android: phone } : undefined;
}

function usable(link: string | undefined, longest: number): string | undefined {
  if (!link || link.length > longest || !URL.canParse(link)) return undefined;
  return linkProblem(link) === undefined ? link : undefined;
}
