import type { NoticeView } from '../../cards/views.ts';
import type { Part } from '../../dispatch/parts.ts';
import { commentOf } from './words/comment.ts';
import { type Name, namesIn, type PlacedLink } from './words/names.ts';
import { type Numeral, numeralsIn } from './words/numerals.ts';
import { tokensOf } from './words/tokens.ts';

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

function instanceWords({ instances, links, comment }: TextRead): InstanceWords {
  const [instance] = instances;
  return {
    instance,
    numbers: instance ? [] : numeralsIn(comment),
    names: [...(instance ? [{ name: instance, comment, leads: true }] : []), ...namesIn(comment, links)],
    comment,
  };
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
  comment: string;
}

/** Takes links and codes of instances out of the text; what is left is the comment. */
function readText(rest: Part[]): TextRead {
  const instances = new Map<string, string>();
  const links: PlacedLink[] = [];
  const comment = commentOf();
  const take = (instance: string) => {
    const code = instance.toUpperCase();
    instances.set(code, instances.get(code) ?? instance);
    comment.add(' ');
  };
  for (const token of tokensOf(rest)) {
    if (token.kind === 'words') comment.add(token.text);
    else if (token.kind === 'code') take(token.code);
    else if (token.kind === 'gap') comment.add(' ');
    else {
      const { href, shown, instance } = token;
      links.push({ href, shown, place: instance ? undefined : comment.add(shown) });
      if (instance) take(instance);
    }
  }
  return { instances: [...instances.values()], links, comment: comment.text() };
}
