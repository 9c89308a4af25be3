import type { PlainNotice } from '../../cards/keys.ts';
import type { LeftOutView, Notice } from '../../cards/views.ts';
import type { Reach, Segment } from '../../dispatch/segments.ts';
import { opensApproval } from '../../feishu/applink.ts';
import { listed } from '../../lib/words.ts';
import type { Span } from './words/brackets.ts';
import { commentOf, withoutFront } from './words/comment.ts';
import { type LinkSpan, leads, type Name, namesIn } from './words/names.ts';
import { type Numeral, numeralsIn } from './words/numerals.ts';
import { instanceIn, isAddress, shownOf, tokensOf } from './words/tokens.ts';
import { areSeveral, type Written, writtenInstances } from './words/written.ts';

export const MAX_RECIPIENTS = 20;
export const MAX_COMMENT = 500;

/** How an instance is named in a message, and what else is said. */
export interface InstanceWords {
  /** What the message names by itself: all of it may be one instance. */
  written: Written[];
  /** What looks like a serial number in the comment: any of them may be just a number. Beside a code it is one. */
  numbers: Numeral[];
  /** What may name an instance of another system, where nothing is `written`. */
  names: Name[];
  /** A link that names no native instance: whether it opens an approval all the same, or stands where one would. */
  strangeLink: 'approval' | 'leads' | 'perhaps' | undefined;
  comment: string;
}

export interface CcArguments extends InstanceWords {
  /** open_ids, each once, without the sender and without bots. */
  recipients: string[];
  leftOutSelf: boolean;
  /** The bots that were mentioned as well: nothing can be copied to them. */
  bots: string[];
  /** The people who were mentioned as well and can't get a copy. */
  leftOut: LeftOutView;
}

/** Reads what follows `/cc`; a mistake comes back as the sentence that explains it. */
export function readCcArguments(rest: Segment[], sender: string): CcArguments | { mistake: Notice } {
  const text = readText(rest);
  const colleagues = rest.flatMap((segment) =>
    segment.kind === 'person' && segment.reach === 'colleague' ? [segment.openId] : [],
  );
  const recipients = [...new Set(colleagues)].filter((openId) => openId !== sender);
  const people = { recipients, leftOutSelf: colleagues.includes(sender), bots: named(rest, 'bot') };
  const mistake = mistakeIn(rest, people, text);
  return mistake ? { mistake } : { ...people, leftOut: leftOutOf(rest), ...instanceWords(text) };
}

/** What those are called who are mentioned and are no colleagues. */
const named = (rest: Segment[], reach: Reach): string[] => [
  ...new Set(
    rest.flatMap((segment) =>
      segment.kind === 'person' && segment.reach === reach ? [segment.name || '?'] : [],
    ),
  ),
];

function leftOutOf(rest: Segment[]): LeftOutView {
  const [outsiders, unseen] = [named(rest, 'outsider'), named(rest, 'unseen')];
  return { unseen: namesOr(unseen), outsiders: namesOr(outsiders), gone: null, unknown: null };
}

const namesOr = (names: string[]) => (names.length > 0 ? listed(names) : null);

/** Finds the instance that is named, by code, link or what may be a serial number. */
export const readInstanceWords = (rest: Segment[]): InstanceWords => instanceWords(readText(rest));

function instanceWords({ written, links, addresses, comment }: TextRead): InstanceWords {
  const hasCode = written.some(({ kind }) => kind === 'code');
  return {
    written,
    numbers: hasCode ? [] : numeralsIn(comment, addresses),
    names: written.length > 0 ? [] : namesIn(comment, links, addresses),
    strangeLink: written.length > 0 ? undefined : strangeLink(comment, links),
    comment: written.length > 0 ? withoutFront(comment) : comment,
  };
}

function strangeLink(comment: string, links: readonly LinkSpan[]): InstanceWords['strangeLink'] {
  const [first] = links;
  if (!first) return undefined;
  if (links.some(({ href }) => opensApproval(href))) return 'approval';
  return leads(comment, first) ? 'leads' : 'perhaps';
}

function mistakeIn(
  rest: Segment[],
  { recipients, leftOutSelf, bots }: Pick<CcArguments, 'recipients' | 'leftOutSelf' | 'bots'>,
  { comment, written }: TextRead,
): Notice | undefined {
  const warn = (key: PlainNotice): Notice => ({ key, level: 'warning' });
  const about = (key: 'cc.outsiders' | 'cc.unseen' | 'cc.only_bots', names: string[]): Notice => ({
    key,
    level: 'warning',
    params: { names: listed(names) },
  });
  if (rest.some((segment) => segment.kind === 'everyone')) return warn('cc.everyone');
  const [outsiders, unseen] = [named(rest, 'outsider'), named(rest, 'unseen')];
  if (recipients.length === 0 && outsiders.length > 0) return about('cc.outsiders', outsiders);
  if (recipients.length === 0 && unseen.length > 0) return about('cc.unseen', unseen);
  if (recipients.length === 0 && leftOutSelf) return warn('cc.only_self');
  if (recipients.length === 0 && bots.length > 0) return about('cc.only_bots', bots);
  if (recipients.length === 0)
    return warn(rest.some((segment) => segment.kind === 'bot') ? 'cc.only_bot' : 'cc.usage');
  if (recipients.length > MAX_RECIPIENTS)
    return {
      key: 'cc.too_many',
      level: 'warning',
      params: { count: recipients.length, max: MAX_RECIPIENTS },
    };
  if (comment.length > MAX_COMMENT)
    return {
      key: 'cc.comment_too_long',
      level: 'warning',
      params: { count: comment.length, max: MAX_COMMENT },
    };
  return areSeveral(written) ? warn('cc.two_instances') : undefined;
}

/** The words of a message: what names the instance, and the comment that is left. */
interface TextRead {
  written: Written[];
  /** Those that are not written ones. */
  links: LinkSpan[];
  /** Where the comment has an address. */
  addresses: Span[];
  comment: string;
}

/** Takes links and codes of instances out of the text; what is left is the comment. */
function readText(rest: Segment[]): TextRead {
  const written = writtenInstances();
  const links: LinkSpan[] = [];
  const addresses: Span[] = [];
  const comment = commentOf();
  for (const token of tokensOf(rest)) {
    const instance = instanceIn(token);
    const span = comment.add(instance ? ' ' : shownOf(token));
    const href = token.kind === 'link' ? token.href : undefined;
    if (instance !== undefined) written.add(instance, href);
    else if (isAddress(token)) addresses.push(span);
    if (instance === undefined && token.kind === 'link')
      links.push({ href: token.href, shown: token.shown, span });
  }
  return { written: written.all(), links, addresses, comment: comment.text() };
}
