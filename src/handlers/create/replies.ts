import type { PlainNotice } from '../../cards/keys.ts';
import type { ReplyContent, ReplyHandler } from '../../dispatch/feature.ts';
import { logUnseen } from '../../dispatch/unseen.ts';
import type { IncomingMessage } from '../../feishu/incoming-message.ts';
import type { Writes } from '../../jobs/perform.ts';
import { listed } from '../../lib/words.ts';
import { answer } from '../../outbound/notices.ts';
import { findDraft } from '../../store/tables/drafts.ts';
import { keyOfMessage } from '../../store/tables/outbound.ts';
import { awaiting } from './arriving.ts';
import { type CreateDeps, type DraftBody, draftOfKey, type FormDraft } from './deps.ts';
import { addPeople, hasPeopleField } from './people.ts';
import { queues } from './queues.ts';
import { typedPeople } from './typed-people.ts';
import { changeUnseen } from './unseen.ts';

/** More people than these nobody adds in one reply. */
const MOST_TYPED = 20;

/** A reply to a form card: people by mention, address or number; files and pictures, also in the text. */
export function formReply(deps: Pick<CreateDeps, 'cards' | 'db' | 'log'>): ReplyHandler {
  const { db, cards } = deps;

  async function draftRepliedTo(message: IncomingMessage): Promise<FormDraft | undefined> {
    for (const id of [message.parentId, message.rootId]) {
      const key = id && (await keyOfMessage(db, id));
      const draftId = key && draftOfKey(key);
      const draft = draftId ? await findDraft<DraftBody>(db, draftId) : undefined;
      if (draft) return draft;
    }
    return undefined;
  }

  const tell =
    (message: IncomingMessage, key: PlainNotice): Writes =>
    (tx) =>
      answer(tx, cards, message, { key, level: 'warning' });

  return async (message, content) => {
    const draft = await draftRepliedTo(message);
    if (!draft || draft.person !== message.sender) return undefined;
    if (['choosing', 'opening'].includes(draft.state)) return tell(message, 'create.choose_first');
    if (draft.state !== 'filling') return tell(message, 'create.closed');
    const files = content.files.length > 0 ? filesReply(draft, message, content) : undefined;
    const reply = wordsReply(deps, draft, message, content);
    // Words beside a picture need not be meant for the form.
    if (typeof reply === 'string') return files ?? tell(message, reply);
    return async (tx) => {
      await files?.(tx);
      await reply(tx);
    };
  };
}

function tellUnseen(
  { cards, log }: Pick<CreateDeps, 'cards' | 'log'>,
  message: IncomingMessage,
  unseen: { name: string }[],
): Writes {
  logUnseen(log, message);
  const people = listed(unseen.map(({ name }) => name));
  return (tx) => answer(tx, cards, message, { key: 'create.unseen', level: 'warning', params: { people } });
}

function filesReply(
  draft: FormDraft,
  { messageId, chatId }: IncomingMessage,
  { files, moreFiles }: ReplyContent,
): Writes {
  return async (tx) => {
    await changeUnseen(tx, draft.id, (now) => awaiting(now, messageId, files.length, moreFiles));
    let pictures = 0;
    for (const [index, file] of files.entries()) {
      const picture = file.type === 'image' ? ++pictures : undefined;
      const payload = { draftId: draft.id, messageId, chatId, file, picture };
      const key = index === 0 ? messageId : `${messageId}:${index}`;
      await queues.attach.add(tx, { key, payload });
    }
  };
}

function wordsReply(
  deps: Pick<CreateDeps, 'cards' | 'log'>,
  draft: FormDraft,
  message: IncomingMessage,
  { segments: said }: ReplyContent,
): Writes | PlainNotice {
  const mentioned = said.filter((segment) => segment.kind === 'person');
  const { emails, mobiles } = typedPeople(said);
  const unseen = mentioned.filter((segment) => segment.reach === 'unseen');
  if (unseen.length > 0) return tellUnseen(deps, message, unseen);
  if (mentioned.some((segment) => segment.reach !== 'colleague')) return 'create.outsiders';
  if (mentioned.length + emails.length + mobiles.length === 0) return 'create.reply_how';
  if (!hasPeopleField(draft)) return 'create.no_people_field';
  const people = new Map(mentioned.map((segment) => [segment.openId, segment.name]));
  const typed = { emails: emails.slice(0, MOST_TYPED), mobiles: mobiles.slice(0, MOST_TYPED) };
  const { messageId, chatId } = message;
  const to = { draftId: draft.id, messageId, chatId };
  return async (tx) => {
    if (emails.length + mobiles.length === 0) return addPeople(tx, deps, to, people);
    const payload = { ...to, ...typed, mentioned: [...people] };
    await queues.people.add(tx, { key: messageId, payload });
  };
}
