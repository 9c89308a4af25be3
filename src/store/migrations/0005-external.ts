/** What is kept of third-party approvals. Times are Unix milliseconds. */
export const externalTables = [
  // A definition under the code that its owner gave it, and the one that Feishu gave back.
  `create table external_definition (
    custom_code text primary key,
    real_code text not null,
    content text not null,
    applied_at bigint not null
  )`,
  `create index external_definition_real on external_definition (real_code)`,
  // An instance as the one system that owns it has pushed it. `whole` is everything it has said, `pending` the part that
  // Feishu has yet to be given; revisions count what was changed, by the system or by us.
  `create table external_instance (
    instance_id text primary key,
    system text not null,
    approval_code text not null,
    state text not null,
    update_time bigint not null,
    mode text not null,
    digest text not null,
    whole text not null,
    pending text,
    revision integer not null,
    given_revision integer not null,
    given_time bigint not null,
    given_at bigint,
    tried_revision integer not null,
    tried_time bigint not null,
    checked_revision integer not null,
    repairs integer not null,
    busy_by integer,
    busy_until bigint,
    error_code integer,
    error text,
    accepted_at bigint not null
  )`,
  `create index external_instance_unchecked on external_instance (given_at) where given_revision > checked_revision`,
  `create index external_instance_ended on external_instance (accepted_at)`,
  // Copies that people have added through the bot: no push of the system touches them.
  `create table external_cc (
    cc_id text primary key,
    instance_id text not null,
    user_id text,
    open_id text,
    added_by text not null,
    title text not null,
    created_at bigint not null,
    given integer not null
  )`,
  `create index external_cc_instance on external_cc (instance_id)`,
  // Copies, of the system or of ours, that their recipients have marked as read through the bot.
  `create table external_read (
    instance_id text not null,
    cc_id text not null,
    read_at bigint not null,
    given integer not null,
    primary key (instance_id, cc_id)
  )`,
];
