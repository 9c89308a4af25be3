/** What people have done about third-party tasks in Feishu, until it is forwarded. Times are Unix milliseconds. */
export const externalActionTables = [
  // `id` is that of the webhook. `seal` tells the same encrypted request again; `digest` the same action.
  `create table external_action (
    id text primary key,
    seal text unique,
    instance_id text not null,
    task_id text not null,
    user_id text not null,
    system text not null,
    digest text not null,
    content text not null,
    state text not null,
    message text,
    told integer not null,
    created_at bigint not null
  )`,
  `create index external_action_task on external_action (instance_id, task_id, created_at)`,
  `create index external_action_age on external_action (created_at)`,
];
