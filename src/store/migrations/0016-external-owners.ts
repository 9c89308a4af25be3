/** Which system a third-party definition belongs to, who tries the ids of others, and which tasks have ended. Times are Unix milliseconds. */
export const externalOwnerTables = [
  // Null where any system may push under it.
  'alter table external_definition add column system text',
  `create table external_guess (system text primary key, count integer not null, since bigint not null)`,
  // Tasks that have waited for somebody and no longer do: for a while Feishu may still show them.
  `create table external_task_past (
    instance_id text not null,
    task_id text not null,
    approval_code text not null,
    user_id text not null,
    open_id text not null,
    ended_at bigint not null,
    primary key (instance_id, task_id)
  )`,
  `create index external_task_past_task on external_task_past (approval_code, task_id)`,
  `create index external_task_past_age on external_task_past (ended_at)`,
];
