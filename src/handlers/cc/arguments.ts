import type { NoticeView } from '../../cards/views.ts';
import type { Part } from '../../dispatch/parts.ts';
import { instanceInLink } from '../../feishu/applink.ts';

export const MAX_RECIPIENTS = 20;
export const MAX_COMMENT = 500;

/** How an instance is named in a message, and what else is said. */
export interface InstanceWords {
  /** An instance code or the long number of a share link, when one was given. */
  instance: string | undefined;
  /** The first word of the comment when it looks like a serial number; it may be just a number. */
  maybeSerial: string | undefined;
  comment: string;
}

export interface CcArguments extends InstanceWords {
  /** open_ids, each once, without the sender. */
  recipients: string[];
  leftOutSelf: boolean;
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
  const { instances, comment } = readText(rest);
  return {
    instance: instances[0],
    maybeSerial: instances[0] ? undefined : /^[A-Za-z]{0,8}-?\d{8,24}(?=\s|$)/u.exec(comment)?.[0],
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
  if (rest.some((part) => part.kind === 'everyone')) return warn('cc.everyone', { max: MAX_RECIPIENTS });
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
const address = /(?:https?|lark|feishu):\/\/[^\s<>"'，。；、！（）【】]+/giu;

/** Takes links and codes of instances out of the text; what is left is the comment. */
function readText(rest: Part[]): { instances: string[]; comment: string } {
  const instances = new Set<string>();
  const take = (found: string | undefined, otherwise: string) => {
    if (!found) return otherwise;
    instances.add(found);
    return ' ';
  };
  const pieces = rest.map((part) => {
    if (part.kind === 'link') return take(instanceInLink(part.href), part.text || part.href);
    if (part.kind !== 'text') return ' ';
    return part.text
      .replace(address, (link) => take(instanceInLink(link), link))
      .replace(instanceCode, (code) => take(code, code));
  });
  const comment = pieces
    .join('')
    .replace(/[^\S\n]+/gu, ' ')
    .replace(/ ?\n ?/gu, '\n')
    .trim();
  return { instances: [...instances], comment };
}
