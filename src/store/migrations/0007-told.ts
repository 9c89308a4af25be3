/** What is kept of people who are told of third-party approvals. Times are Unix milliseconds. */
export const toldTables = [
  // The ledger of cards: one row for what a person is told of, written before anything is sent. `face` is what the card
  // says, as far as that can change; `tries` counts the sends that came to nothing.
  `create table external_notice (
    card_key text primary key,
    instance_id text not null,
    kind text not null,
    entity_id text not null,
    open_id text not null,
    state text not null,
    face text not null,
    message_id text,
    tries integer not null,
    patches integer not null,
    changed_at bigint not null
  )`,
  `create index external_notice_instance on external_notice (instance_id)`,
  // What people may call an instance by: its id, the number of its document, its links.
  `create table external_name (
    name text not null,
    instance_id text not null,
    primary key (name, instance_id)
  )`,
  `create index external_name_instance on external_name (instance_id)`,
  `create index cc_request_sending on cc_request (instance_code) where state = 'sending'`,
  // The title of a third-party instance in each language, as JSON; null where it is known in one only.
  `alter table cc_instance add column titles text`,
];
