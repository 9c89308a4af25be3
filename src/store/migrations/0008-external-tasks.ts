import type { Dialect } from '../db.ts';

/** Which tasks of third-party instances wait for somebody: their ids are unique in their instance only. */
export const externalTaskTables = ({ json, jsonList }: Dialect) => [
  // As `whole` of the instance has them, kept in the same transaction. An id that is not given is empty.
  `create table external_task (
    instance_id text not null,
    task_id text not null,
    approval_code text not null,
    user_id text not null,
    open_id text not null,
    primary key (instance_id, task_id)
  )`,
  `create index external_task_person on external_task (approval_code, task_id, user_id, open_id)`,
  `insert into external_task (instance_id, task_id, approval_code, user_id, open_id)
   select instance_id, entry.value ->> 'task_id', approval_code,
     coalesce(entry.value ->> 'user_id', ''), coalesce(entry.value ->> 'open_id', '')
   from external_instance, ${jsonList(`${json('whole')} -> 'task_list'`)}
   where ${json('whole')} ->> 'status' in ('PENDING', 'HIDDEN') and entry.value ->> 'status' = 'PENDING'
   on conflict (instance_id, task_id) do nothing`,
];
