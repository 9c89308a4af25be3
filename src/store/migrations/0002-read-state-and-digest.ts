export const readStateAndDigest = [
  // Which open_id a tenant user_id stands for; null when the app may not see that person.
  `create table person (user_id text primary key, open_id text, looked_up_at bigint not null)`,
  // One copy of an instance to one person. Events know the copy's own id; what only a search has shown gets one of ours.
  `create table cc_copy (
      id text primary key,
      source text not null,
      user_id text,
      open_id text,
      approval_code text not null,
      instance_code text not null,
      created_at bigint not null,
      read_at bigint,
      read_from text
    )`,
  `create index cc_copy_unread on cc_copy (open_id, instance_code) where read_at is null`,
  `create index cc_copy_instance on cc_copy (instance_code, open_id)`,
  `create index cc_copy_nameless on cc_copy (user_id) where open_id is null`,
  `create index cc_copy_read on cc_copy (read_at) where read_at is not null`,
  // What a list says of a copied instance.
  `create table cc_instance (
      instance_code text primary key,
      approval_code text not null,
      approval_name text not null,
      serial_number text not null,
      status text not null,
      initiator text not null,
      title text not null,
      pc_link text not null,
      mobile_link text not null,
      seen_at bigint not null
    )`,
  `create table cc_check (open_id text primary key, checked_at bigint not null, unread integer not null)`,
  `create table cc_receipt (
      card_key text primary key,
      request_id text not null,
      approval_code text not null,
      instance_code text not null,
      message_id text,
      sent_at bigint not null,
      view text not null,
      shown text not null,
      seq integer not null,
      patched_at bigint not null,
      closed integer not null
    )`,
  `create index cc_receipt_instance on cc_receipt (instance_code) where closed = 0`,
  `create table cc_reminder (request_id text primary key, reminded_at bigint not null)`,
  // What a person chose; null is the default of this bot.
  `create table digest_setting (
      open_id text primary key,
      enabled integer,
      minute integer,
      days text,
      timezone text,
      more_than integer not null,
      older_than integer not null,
      muted text not null,
      paused_until text,
      stopped text,
      next_at bigint,
      updated_at bigint not null
    )`,
  `create index digest_setting_due on digest_setting (next_at) where next_at is not null`,
  // The ledger: one row a person and local date, written before anything is sent.
  `create table digest_day (
      open_id text not null,
      local_date text not null,
      state text not null,
      reason text not null,
      calls integer not null,
      contents text,
      changed_at bigint not null,
      primary key (open_id, local_date)
    )`,
  `create index digest_day_date on digest_day (local_date, state)`,
  `create table digest_snooze (
      open_id text not null,
      instance_code text not null,
      until text not null,
      primary key (open_id, instance_code)
    )`,
  `create table digest_summary (local_date text primary key, logged_at bigint not null)`,
];
