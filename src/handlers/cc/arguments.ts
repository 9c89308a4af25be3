import type { NoticeView } from '../../cards/views.ts';
import type { Part } from '../../dispatch/parts.ts';
import { opensApproval } from '../../feishu/applink.ts';
import { commentOf, type Place } from './words/comment.ts';
import { leads, type Name, namesIn, type PlacedLink } from './words/names.ts';
import { type Numeral, numeralsIn } from './words/numerals.ts';
import { instanceIn, isAddress, shownOf, tokensOf } from './words/tokens.ts';

export const MAX_RECIPIENTS = 20;
export const MAX_COMMENT = 500;

/** How an instance is named in a message, and what else is said. */
export interface InstanceWords {
  /** An instance code, the long number that a link carries, or a short link in one spelling, when one was given. */
  instance: string | undefined;
  /** What looks like a serial number in the comment: any of them may be just a number. */
  numbers: Numeral[];
  /** What may name an instance of another system. */
  names: Name[];
  /** A link that names no native instance: whether it must have been meant to, by where it stands or leads to. */
  strangeLink: 'meant' | 'perhaps' | undefined;
  comment: string;
}

export interface CcArguments extends InstanceWords {
  /** open_ids, each once, without the sender. */
  recipients: string[];
  leftOutSelf: boolean;
}

/** Reads what follows `/cc`; a mistake comes back as the sentence that explains it. */
export function readCcArguments(rest: Part[], sender: string): CcArguments | { mistake: NoticeView } {
  const text = readText(rest);
  const people = rest.filter((part) => part.kind === 'person');
  const recipients = [...new Set(people.map((person) => person.openId))].filter(
    (openId) => openId !== sender,
  );
  const leftOutSelf = people.some((person) => person.openId === sender);
  const mistake = mistakeIn(rest, { recipients, leftOutSelf }, text);
  return mistake ? { mistake } : { recipients, leftOutSelf, ...instanceWords(text) };
}

/** Finds the instance that is named, by code, link or what may be a serial number. */
export const readInstanceWords = (rest: Part[]): InstanceWords => instanceWords(readText(rest));

function instanceWords({ instances, links, addresses, comment }: TextRead): InstanceWords {
  const [instance] = instances;
  const names = namesIn(comment, links, addresses);
  return {
    instance,
    numbers: instance ? [] : numeralsIn(comment, addresses),
    names: [...(instance ? [{ name: instance, comment, leads: true }] : []), ...names],
    strangeLink: instance ? undefined : strangeLink(comment, links),
    comment,
  };
}

function strangeLink(comment: string, links: readonly PlacedLink[]): InstanceWords['strangeLink'] {
  const [first] = links;
  if (!first) return undefined;
  return leads(comment, first) || links.some(({ href }) => opensApproval(href)) ? 'meant' : 'perhaps';
}

function mistakeIn(
  rest: Part[],
  { recipients, leftOutSelf }: Pick<CcArguments, 'recipients' | 'leftOutSelf'>,
  { comment, instances }: TextRead,
): NoticeView | undefined {
  const warn = (key: NoticeView['key'], params?: NoticeView['params']): NoticeView => ({
    key,
    level: 'warning',
    ...(params ? { params } : {}),
  });
  if (rest.some((part) => part.kind === 'everyone')) return warn('cc.everyone');
  if (rest.some((part) => part.kind === 'person' && part.outsider)) return warn('cc.outsiders');
  if (recipients.length === 0 && leftOutSelf) return warn('cc.only_self');
  if (recipients.length === 0)
    return warn(rest.some((part) => part.kind === 'bot') ? 'cc.only_bot' : 'cc.usage');
  if (recipients.length > MAX_RECIPIENTS)
    return warn('cc.too_many', { count: recipients.length, max: MAX_RECIPIENTS });
  if (comment.length > MAX_COMMENT)
    return warn('cc.comment_too_long', { count: comment.length, max: MAX_COMMENT });
  return instances.length > 1 ? warn('cc.two_instances') : undefined;
}

/** The words of a message: what names the instance, and the comment that is left. */
interface TextRead {
  instances: string[];
  links: PlacedLink[];
  /** Where the comment has an address. */
  addresses: Place[];
  comment: string;
}

/** Takes links and codes of instances out of the text; what is left is the comment. */
function readText(rest: Part[]): TextRead {
  const instances = new Map<string, string>();
  const links: PlacedLink[] = [];
  const addresses: Place[] = [];
  const comment = commentOf();
  for (const token of tokensOf(rest)) {
    const instance = instanceIn(token);
    const place = comment.add(instance ? ' ' : shownOf(token));
    if (instance) instances.set(instance.toUpperCase(), instances.get(instance.toUpperCase()) ?? instance);
    else if (isAddress(token)) addresses.push(place);
    if (token.kind === 'link')
      links.push({ href: token.href, shown: token.shown, place: instance ? undefined : place });
  }
  return { instances: [...instances.values()], links, addresses, comment: comment.text() };
}
