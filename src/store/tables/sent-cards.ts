import { DAY_MS } from '../../lib/clock.ts';
import { one, type Row, type Tx } from '../db.ts';

/** A card can be changed and acts for so long after it was sent. */
export const CARD_LIFE_MS = 14 * DAY_MS;

export const CARD_KINDS = [
  'help',
  'create',
  'status',
  'cc-form',
  'cc-picker',
  'cc-receipt',
  'unread',
  'digest-settings',
  'external-notice',
] as const;
export type CardKind = (typeof CARD_KINDS)[number];

/** What the buttons of a card go by. */
export interface Pressable {
  kind: CardKind;
  /** open_id of the person for whom it acts; null where it was made for nobody in particular. */
  owner: string | null;
  /** The id of what it was made for. */
  about: string;
  /** The ids that it lets choose from. */
  offers?: string[] | undefined;
}

export interface SentCard extends Pressable {
  offers: string[];
  /** Under which it was sent. */
  key: string;
  /** Null until it is known. */
  chatId: string | null;
}

/** Where a card stands, as far as that is known. */
export interface Place {
  chatId?: string | undefined;
  messageId?: string | undefined;
}

const cardOf = (row: Row): SentCard => ({
  key: String(row.key),
  kind: row.kind as CardKind,
  owner: row.owner as string | null,
  about: String(row.about),
  offers: row.offers === null ? [] : JSON.parse(String(row.offers)),
  chatId: row.chat_id as string | null,
});

/** Enters a card that is about to be sent, or shown in the place of another one; the same card again with what it offers now. */
export async function enterCard(
  tx: Tx,
  key: string,
  { kind, owner, about, offers = [] }: Pressable,
  { chatId, messageId }: Place,
): Promise<void> {
  const shown = messageId ? await cardsAt(tx, messageId, kind) : [];
  await tx.run(
    `insert into sent_card (key, kind, owner, about, offers, chat_id, message_id, created_at)
     values ($1, $2, $3, $4, $5, coalesce($6, (select max(chat_id) from sent_card where message_id = $7)), $7, now_ms())
     on conflict (key) do update set offers = excluded.offers`,
    shown.find((card) => card.about === about)?.key ?? key,
    kind,
    owner,
    about,
    offers.length > 0 ? JSON.stringify(offers) : null,
    chatId ?? null,
    messageId ?? null,
  );
}

/** Notes as which message a card was sent. */
export async function placeCard(tx: Tx, key: string, { chatId, messageId }: Place): Promise<void> {
  await tx.run(
    'update sent_card set message_id = $2, chat_id = coalesce($3, chat_id) where key = $1',
    key,
    messageId ?? null,
    chatId ?? null,
  );
}

/** The same where it is not known yet; false where it is. */
export async function bindCard(
  tx: Tx,
  key: string,
  { chatId, messageId }: Required<Place>,
): Promise<boolean> {
  const bound = await tx.run(
    'update sent_card set message_id = $2, chat_id = $3 where key = $1 and message_id is null',
    key,
    messageId ?? null,
    chatId ?? null,
  );
  return bound === 1;
}

/** The cards of a kind that a message has shown; more than one where another took its place. */
export async function cardsAt(db: Pick<Tx, 'all'>, messageId: string, kind: CardKind): Promise<SentCard[]> {
  const rows = await db.all(
    'select * from sent_card where message_id = $1 and kind = $2 order by created_at desc, key desc',
    messageId,
    kind,
  );
  return rows.map(cardOf);
}

/** Whether a card is known to stand in this message. */
export async function isPlaced(db: Pick<Tx, 'all'>, messageId: string): Promise<boolean> {
  return (await one(db, 'select key from sent_card where message_id = $1 limit 1', messageId)) !== undefined;
}

/** The cards about something of which nobody knows whether they have arrived: the answer to the last attempt is missing. */
export async function cardsUnderWay(db: Pick<Tx, 'all'>, kind: CardKind, about: string): Promise<SentCard[]> {
  const rows = await db.all(
    `select c.* from sent_card c join outbound o on o.key = c.key
     where c.message_id is null and c.kind = $1 and c.about = $2
       and o.message_id is null and o.first_tried_at is not null order by c.created_at, c.key`,
    kind,
    about,
  );
  return rows.map(cardOf);
}

/** The chat with this person, known by an earlier card that went to it. */
export async function directChatOf(db: Pick<Tx, 'all'>, openId: string): Promise<string | undefined> {
  const row = await one<{ chat_id: string }>(
    db,
    `select chat_id from sent_card where owner = $1 and chat_id is not null and kind in ('create', 'unread', 'cc-picker',
       'cc-form', 'digest-settings', 'external-notice') order by created_at desc limit 1`,
    openId,
  );
  return row?.chat_id;
}

/** The message of a card; null until it is known, undefined where there is no such card. */
export async function messageOfCard(db: Pick<Tx, 'all'>, key: string): Promise<string | null | undefined> {
  const row = await one<{ message_id: string | null }>(
    db,
    'select message_id from sent_card where key = $1',
    key,
  );
  return row?.message_id;
}
