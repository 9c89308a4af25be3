import type { PlainNotice } from '../../cards/keys.ts';
import type { IncomingMessage } from '../../feishu/incoming-message.ts';
import { memoizeAsync } from '../../lib/async/memoize.ts';
import { cardIsAbout } from '../../store/tables/card-messages.ts';
import type { InstanceWords } from './arguments.ts';
import type { CcDeps } from './deps.ts';
import { quotedWords } from './quoted.ts';
import type { Recent, recentInstances } from './recent.ts';
import { type Target, targetOfWords, type WordDeps } from './target.ts';
import { areSeveral } from './words/written.ts';

type Lists = () => Promise<Recent>;

const SEVERAL_QUOTED = { kind: 'none', key: 'cc.quoted_two' } as const;

/** Which instance is meant: the one named, else the one of the message replied to, else the sender chooses. */
export function findTarget(
  deps: WordDeps & Pick<CcDeps, 'messages'>,
  recent: ReturnType<typeof recentInstances>,
) {
  const { db } = deps;
  const byWords = targetOfWords(deps);

  /** By a card of ours, by what a message of somebody else says, or by the card with which the conversation began. */
  async function byReply(
    message: IncomingMessage,
    comment: string,
    lists: Lists,
  ): Promise<Target | undefined> {
    const card = await about(message.parentId);
    if (card !== undefined) return { kind: 'instance', instanceCode: card, comment };
    const quoted = await quotedWords(deps, message);
    if (quoted === 'unreadable')
      return { kind: 'choose', from: (await lists()).found, comment, told: 'cc.quoted_unread' };
    const named = quoted && (await byQuoted(quoted, message.sender, lists));
    if (named) return named.kind === 'none' ? named : { ...named, comment };
    const root = await about(message.rootId);
    return root === undefined ? undefined : { kind: 'instance', instanceCode: root, comment };
  }

  const about = async (messageId: string | undefined) => messageId && (await cardIsAbout(db, messageId));

  /** A number in what somebody else has written may be any number, and is none that the sender got wrong. */
  async function byQuoted(quoted: InstanceWords, sender: string, lists: Lists): Promise<Target | undefined> {
    if (areSeveral(quoted.written)) return SEVERAL_QUOTED;
    const named = await byWords(quoted, sender, lists);
    if (named) return named.kind === 'none' ? SEVERAL_QUOTED : named;
    const key = isNamed(quoted) ? unfound(quoted) : undefined;
    return key && { kind: 'none', key };
  }

  return async (words: InstanceWords, message: IncomingMessage): Promise<Target> => {
    const { comment } = words;
    const lists = memoizeAsync(() => recent(message.sender));
    const named = await byWords(words, message.sender, lists);
    if (named) return named;
    const replied = isNamed(words) ? undefined : await byReply(message, comment, lists);
    if (replied) return replied;
    const key = unfound(words);
    return key ? { kind: 'none', key } : { kind: 'choose', from: (await lists()).found, comment };
  };
}

/** Whether words have an approval in them, found or not: then no other one is meant. */
const isNamed = ({ written, strangeLink }: InstanceWords): boolean =>
  written.length > 0 || strangeLink === 'approval';

/** What is said of words that were meant to name an instance and name none; undefined when they hardly were. */
function unfound({ written, numbers, names, strangeLink }: InstanceWords): PlainNotice | undefined {
  const leads = numbers[0]?.leads || names.some((one) => one.leads);
  if (written.length > 0 && !leads && written.every(({ kind }) => kind === 'short link'))
    return 'cc.short_link';
  if (strangeLink === 'approval' || strangeLink === 'leads') return 'cc.link_unknown';
  return written.length > 0 || leads ? 'cc.not_found' : undefined;
}
