import { addJob } from '../../jobs/queue.ts';
import { sendCard } from '../../outbound/outbox.ts';
import type { Tx } from '../../store/db.ts';
import { earlierAttempt } from '../../store/tables/outbound.ts';
import { cardKey, type FormDraft, queues } from './parts.ts';

/** The message of a draft's card, once it was sent. */
export async function messageOf(db: Pick<Tx, 'all'>, draftId: string): Promise<string | null> {
  return (await earlierAttempt(db, cardKey(draftId))).messageId;
}

/**
 * Puts a card in the place of the draft's card, or sends the first one: always into the person's direct chat. `offers` are
 * the definitions to choose from.
 */
export async function present(tx: Tx, draft: FormDraft, card: object, offers: string[] = []): Promise<void> {
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
  const to =
    origin.direct && origin.messageId
      ? ({ kind: 'reply', messageId: origin.messageId, chatId: origin.chatId } as const)
      : ({ kind: 'person', openId: draft.person } as const);
  await sendCard(tx, cardKey(draft.id), { to, card, press });
}

/** Has the form card drawn anew from what the draft holds when the job runs. */
export async function showAgain(tx: Tx, draft: FormDraft): Promise<void> {
  await addJob(tx, {
    queue: queues.show,
    key: `${draft.id}:${draft.revision}`,
    payload: { draftId: draft.id },
  });
}
