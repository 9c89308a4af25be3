import { toldWhere } from '../../outbound/notices.ts';
import { sendCard } from '../../outbound/outbox.ts';
import type { Tx } from '../../store/db.ts';
import { earlierAttempt } from '../../store/tables/outbound.ts';
import { type CreateDeps, cardKey, type FormDraft } from './deps.ts';
import { queues } from './queues.ts';

/** The message of a draft's card, once it was sent. */
export async function messageOf(db: Pick<Tx, 'all'>, draftId: string): Promise<string | null> {
  return (await earlierAttempt(db, cardKey(draftId))).messageId;
}

/**
 * Puts a card in the place of the draft's card, or sends the first one: always into the person's direct chat, of which the
 * group hears where it was asked for. `offers` are the definitions to choose from.
 */
export async function present(
  tx: Tx,
  { cards }: Pick<CreateDeps, 'cards'>,
  draft: FormDraft,
  card: object,
  offers: string[] = [],
): Promise<void> {
  const press = { kind: 'create', owner: draft.person, about: draft.id, offers } as const;
  const messageId = await messageOf(tx, draft.id);
  if (messageId !== null) {
    await sendCard(tx, `${cardKey(draft.id)}:${draft.revision}`, {
      to: { kind: 'replace', messageId },
      card,
      press,
    });
    return;
  }
  const { origin } = draft.body;
  const { messageId: askedBy, chatId, direct } = origin;
  const key = cardKey(draft.id);
  if (askedBy && direct) {
    await sendCard(tx, key, { to: { kind: 'reply', messageId: askedBy, chatId }, card, press });
    return;
  }
  const told = askedBy ? toldWhere(cards, { messageId: askedBy, chatId }, 'create.sent') : {};
  await sendCard(tx, key, { to: { kind: 'person', openId: draft.person }, card, press, ...told });
}

/** Has the form card drawn anew from what the draft holds when the job runs. */
export async function showAgain(tx: Tx, draft: FormDraft): Promise<void> {
  await queues.show.add(tx, { key: `${draft.id}:${draft.revision}`, payload: { draftId: draft.id } });
}
