import type { PlainNotice } from '../../cards/keys.ts';
import type { Segment } from '../../dispatch/segments.ts';
import type { IncomingMessage } from '../../feishu/incoming-message.ts';
import type { Writes } from '../../jobs/perform.ts';
import { answer, answerPrivately, answerWith } from '../../outbound/notices.ts';
import { learnPeople } from '../../read-state/learn.ts';
import { latestRequest } from '../../store/tables/cc-requests.ts';
import type { AnyInstance } from '../../third-party/instance/as-instance.ts';
import { aboutOne, NOTHING } from './about.ts';
import { type InstanceWords, readInstanceWords } from './arguments.ts';
import type { CcDeps } from './deps.ts';
import { linksTo, named, readIn, readToCopy } from './read-instance.ts';
import { readersOf } from './readers.ts';
import type { ReceiptDeps } from './receipt.ts';
import type { Target } from './target.ts';

const word = /^\s*(status|状态|已读|状況|既読)(?=\s|$)/iu;

/** What follows `/cc status`, or undefined when something else follows `/cc`. */
export function statusWords(rest: Segment[]): InstanceWords | undefined {
  const [first, ...others] = rest;
  if (first?.kind !== 'text' || !word.test(first.text)) return undefined;
  if (rest.some((segment) => segment.kind === 'person')) return undefined;
  return readInstanceWords([{ kind: 'text', text: first.text.replace(word, '') }, ...others]);
}

/** `/cc status [instance]`, or as a reply to a receipt: who has read and who has not. */
export function statusCommand(
  deps: ReceiptDeps &
    Pick<CcDeps, 'admins' | 'approvals' | 'clock' | 'copies' | 'db' | 'directory' | 'lists' | 'translations'>,
  target: (words: InstanceWords, message: IncomingMessage) => Promise<Target>,
) {
  const { cards } = deps;

  return async (message: IncomingMessage, words: InstanceWords): Promise<Writes> => {
    const notice =
      (key: PlainNotice): Writes =>
      (tx) =>
        answer(tx, cards, message, { key, level: 'info' });
    const unfound =
      (key: PlainNotice): Writes =>
      (tx) =>
        answerPrivately(tx, cards, message, { key, level: 'warning' });
    const found = await target(words, message);
    if (found.kind === 'none') return unfound(found.key);
    if (found.kind === 'choose')
      return words.strangeLink ? unfound('cc.link_unknown') : notice(found.told ?? 'cc.status_usage');
    const instance = await readToCopy(deps, found.instanceCode, message.sender);
    if (!instance) return unfound('cc.not_found');
    if (instance.ccs.length === 0) return notice('cc.status_none');
    const readers = await readersOf(deps, instance);
    const shown = await named(deps, instance, await readIn(deps, message));
    return async (tx) => {
      await learnPeople(tx, deps.clock, instance.people);
      await sendStatus(tx, deps, message, shown, readers);
    };
  };
}

async function sendStatus(
  tx: Parameters<Writes>[0],
  deps: ReceiptDeps,
  message: IncomingMessage,
  instance: AnyInstance,
  readers: { read: string[]; unread: string[] },
) {
  const cardKey = `status:${message.messageId}`;
  const { approvalCode, instanceCode, approvalName, serialNumber, status } = instance;
  // In a group nobody is told: not all of them take part.
  const { about } = message.direct ? await aboutOne(tx, deps, message.sender, instanceCode) : NOTHING;
  const own = await latestRequest(tx, message.sender, instanceCode);
  const followed = instance.thirdParty !== undefined || deps.approvalCodes.includes(approvalCode);
  const remind = own && followed && readers.unread.some((person) => own.recipients.includes(person));
  await answerWith(tx, message, cardKey, {
    card: deps.cards.card('cc-status', {
      about,
      approvalName,
      status: status ?? null,
      serialNumber: serialNumber || null,
      ...readers,
      links: linksTo(deps, instance),
      remind: remind ? { requestId: own.id, cardKey } : null,
    }),
    ...(remind && { press: { kind: 'cc-receipt', owner: message.sender, about: own.id } }),
    about: { approvalCode, instanceCode },
  });
}
