/** What the creation of approvals keeps. Times are Unix milliseconds. */
export const createTables = [
  `create table definition (
    approval_code text primary key,
    content text not null,
    fetched_at bigint not null
  )`,
  `create table definition_id (approval_code text primary key, approval_id text not null)`,
  `create table draft (
    id text primary key,
    person text not null,
    approval_code text,
    state text not null,
    revision integer not null,
    body text not null,
    instance_code text,
    created_at bigint not null,
    updated_at bigint not null
  )`,
  `create index draft_instance on draft (instance_code)`,
  `create index draft_person on draft (person, updated_at)`,
  `create index outbound_message on outbound (message_id)`,
  `create table followed_instance (
    instance_code text primary key,
    approval_code text not null,
    approval_name text not null,
    initiator text not null,
    lines text not null,
    wanted integer not null,
    shown integer not null,
    busy_until bigint,
    created_at bigint not null
  )`,
  `create table status_card (
    message_id text primary key,
    instance_code text not null,
    extent text not null,
    created_at bigint not null
  )`,
  `create index status_card_instance on status_card (instance_code)`,
  `create table chosen_person (
    person text not null,
    chosen text not null,
    chosen_at bigint not null,
    primary key (person, chosen)
  )`,
  `create table welcomed (who text primary key, at bigint not null)`,
];
