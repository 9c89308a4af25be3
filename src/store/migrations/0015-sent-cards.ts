/** What the cards with buttons were made for, and what was pressed on them. Times are Unix milliseconds. */
export const sentCardTables = [
  // One row for each card that can be pressed, written with the job that sends it. `about` is what it was made for, `offers`
  // a JSON list of what it lets choose from; `message_id` is null until it is known as which message it was sent.
  `create table sent_card (
    key text primary key,
    kind text not null,
    owner text,
    about text not null,
    offers text,
    chat_id text,
    message_id text,
    created_at bigint not null
  )`,
  `create index sent_card_message on sent_card (message_id)`,
  `create index sent_card_unplaced on sent_card (kind, about) where message_id is null`,
  `create index sent_card_owner on sent_card (owner, created_at)`,
  `create index sent_card_age on sent_card (created_at)`,
  // What a press has made, which another one is not to make again.
  `create table card_press (
    card_key text not null,
    action text not null,
    version text not null,
    made text,
    pressed_at bigint not null,
    primary key (card_key, action, version)
  )`,
  `create index card_press_age on card_press (pressed_at)`,
  // The cards that are in people's chats already, as far as it is known what they were made for.
  `insert into sent_card (key, kind, owner, about, message_id, created_at)
   select 'create:' || d.id, 'create', d.person, d.id, o.message_id, d.created_at
   from draft d join outbound o on o.key = 'create:' || d.id`,
  `insert into sent_card (key, kind, owner, about, message_id, created_at)
   select 'shown:' || s.message_id, 'status', f.initiator, s.instance_code, s.message_id, s.created_at
   from status_card s join followed_instance f on f.instance_code = s.instance_code`,
  `insert into sent_card (key, kind, owner, about, message_id, created_at)
   select c.card_key, 'cc-receipt', r.sender, r.id, c.message_id, c.sent_at
   from cc_receipt c join cc_request r on r.id = c.request_id where c.message_id is not null`,
  `insert into sent_card (key, kind, owner, about, message_id, created_at)
   select card_key, 'external-notice', open_id, card_key, message_id, changed_at
   from external_notice where kind = 'cc'`,
  `insert into sent_card (key, kind, owner, about, offers, message_id, created_at)
   select 'digest:' || d.open_id || ':' || d.local_date, 'unread', d.open_id, d.open_id,
     '["' || d.local_date || '"]', o.message_id, d.changed_at
   from digest_day d join outbound o on o.key = 'digest:' || d.open_id || ':' || d.local_date`,
];
