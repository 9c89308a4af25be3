import type { NoticeView } from '../../cards/views.ts';
import type { Part } from '../../dispatch/parts.ts';
import { instanceInLink } from '../../feishu/applink.ts';

export const MAX_RECIPIENTS = 20;
export const MAX_COMMENT = 500;

/** How an instance is named in a message, and what else is said. */
export interface InstanceWords {
  /** An instance code or the long number of a share link, when one was given. */
  instance: string | undefined;
  /** What looks like a serial number in the comment: any of them may be just a number. */
  numbers: Numeral[];
  /** What may name an instance of another system. */
  names: Name[];
  comment: string;
}

export interface CcArguments extends InstanceWords {
  /** open_ids, each once, without the sender. */
  recipients: string[];
  leftOutSelf: boolean;
}

/** Something that may be called so in another system. */
export interface Name {
  name: string;
  /** What the comment is without it. */
  comment: string;
  /** Whether it stands where the instance belongs, and is hardly meant as a word. */
  leads: boolean;
}

export interface Numeral {
  number: string;
  /** What the comment is without it. */
  comment: string;
  /** Whether it stands where the instance belongs: before any word. */
  leads: boolean;
}

/** Reads what follows `/cc`; a mistake comes back as the sentence that explains it. */
export function readCcArguments(rest: Part[], sender: string): CcArguments | { mistake: NoticeView } {
  const words = readInstanceWords(rest);
  const people = rest.filter((part) => part.kind === 'person');
  const recipients = [...new Set(people.map((person) => person.openId))].filter(
    (openId) => openId !== sender,
  );
  const args: CcArguments = {
    recipients,
    leftOutSelf: people.some((person) => person.openId === sender),
    ...words,
  };
  const mistake = mistakeIn(rest, args, readText(rest).instances);
  return mistake ? { mistake } : args;
}

/** Finds the instance that is named, by code, link or what may be a serial number. */
export function readInstanceWords(rest: Part[]): InstanceWords {
  const { instances, links, comment } = readText(rest);
  const [instance] = instances;
  return {
    instance,
    numbers: instance ? [] : numerals(comment),
    names: [...(instance ? [{ name: instance, comment, leads: true }] : []), ...foreignNames(links, comment)],
    comment,
  };
}

function mistakeIn(rest: Part[], args: CcArguments, instances: string[]): NoticeView | undefined {
  const { recipients, comment } = args;
  const warn = (key: NoticeView['key'], params?: NoticeView['params']): NoticeView => ({
    key,
    level: 'warning',
    ...(params ? { params } : {}),
  });
  if (rest.some((part) => part.kind === 'everyone')) return warn('cc.everyone');
  if (rest.some((part) => part.kind === 'person' && part.outsider)) return warn('cc.outsiders');
  if (recipients.length === 0 && args.leftOutSelf) return warn('cc.only_self');
  if (recipients.length === 0)
    return warn(rest.some((part) => part.kind === 'bot') ? 'cc.only_bot' : 'cc.usage');
  if (recipients.length > MAX_RECIPIENTS)
    return warn('cc.too_many', { count: recipients.length, max: MAX_RECIPIENTS });
  if (comment.length > MAX_COMMENT)
    return warn('cc.comment_too_long', { count: comment.length, max: MAX_COMMENT });
  return instances.length > 1 ? warn('cc.two_instances') : undefined;
}

const instanceCode = /(?<![0-9A-Za-z-])[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}(?![0-9A-Za-z-])/giu;
/** Addresses are ASCII: Chinese typed behind one without a space is not part of it. */
const address =
  /(?:(?:https?|lark|feishu):\/\/|applink\.(?:feishu|larksuite)\.)[\x21\x23-\x26\x28-\x3b\x3d\x3f-\x7e]+/gi;

/** At most this many numbers of one message are looked up. */
const MAX_NUMERALS = 3;
const label = '(?:#|＃|№|编号|单号|流水号|审批编号|番号|申請番号|no\\.?)?[:：\\s]*';
const numeral = new RegExp(
  `${label}(?<![A-Za-z0-9.-])([A-Za-z]{0,8}-?\\d{8,24})(?![A-Za-z0-9-])[,，、:：。]?`,
  'giu',
);

/** A serial number is digits, perhaps behind a few letters; what labels and separates it goes with it. */
function numerals(comment: string): Numeral[] {
  return [...comment.matchAll(numeral)].slice(0, MAX_NUMERALS).map((match) => {
    const before = comment.slice(0, match.index).replace(/[\s,，、:：]+$/u, '');
    const after = comment.slice(match.index + match[0].length).trim();
    return {
      number: match[1] ?? '',
      comment: [before, after].filter(Boolean).join(' '),
      leads: before === '',
    };
  });
}

/** A link as it was written, and as the message shows it. */
interface Link {
  href: string;
  shown: string;
}

const MAX_NAMES = 8;
/** Ids and numbers of documents have a digit in them; what is shorter is a word. */
const nameLike = /^(?=.*\d).{4,}$/u;
const idLike = /^(?=.*\d)(?=.*[A-Za-z])[\w./-]{6,}$/;

function foreignNames(links: Link[], comment: string): Name[] {
  const without = (shown: string) => {
    const at = comment.indexOf(shown);
    if (at < 0) return comment;
    const parts = [comment.slice(0, at), comment.slice(at + shown.length)];
    return parts
      .map((part) => part.replace(/^[\s,，、:：。]+|[\s,，、:：]+$/gu, ''))
      .filter(Boolean)
      .join(' ');
  };
  const words = comment.split(/[\s,，、。;；!！()（）"“”]+/u).filter(Boolean);
  const named = words.filter((word) => nameLike.test(word) && !links.some(({ shown }) => shown === word));
  return [
    ...links.map(({ href, shown }) => ({
      name: href,
      comment: without(shown),
      leads: comment.startsWith(shown),
    })),
    ...named.map((name) => ({
      name,
      comment: without(name),
      leads: comment.startsWith(name) && idLike.test(name),
    })),
  ].slice(0, MAX_NAMES);
}

/** Takes links and codes of instances out of the text; what is left is the comment. */
function readText(rest: Part[]): { instances: string[]; links: Link[]; comment: string } {
  const instances = new Map<string, string>();
  const links: Link[] = [];
  const take = (found: string | undefined, otherwise: string) => {
    if (!found) return otherwise;
    instances.set(found.toUpperCase(), instances.get(found.toUpperCase()) ?? found);
    return ' ';
  };
  const linked = (link: string) => instanceInLink(link) ?? link.match(instanceCode)?.[0];
  const takeLink = (href: string, shown: string) => {
    links.push({ href, shown });
    return take(linked(href), shown);
  };
  const pieces = rest.map((part) => {
    if (part.kind === 'link') return takeLink(part.href, part.text || part.href);
    if (part.kind !== 'text') return ' ';
    return part.text
      .replace(address, (link) => takeLink(link, link))
      .replace(instanceCode, (code) => take(code, code));
  });
  const comment = pieces
    .join('')
    .replace(/[^\S\n]+/gu, ' ')
    .replace(/ ?\n ?/gu, '\n')
    .trim();
  return { instances: [...instances.values()], links, comment };
}
