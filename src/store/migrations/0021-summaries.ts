/** What approvals are about, and what was written with their copies. Times are Unix milliseconds. */
export const summaryTables = [
  // Whoever takes part may be told the line. The rule is that by which it was made; an empty line tells nothing.
  `create table instance_summary (
    instance_code text primary key,
    approval_code text not null,
    initiator text not null,
    approvers text not null,
    line text not null,
    rule text not null,
    seen_at bigint not null
  )`,
  // The latest copy of an instance to a person: who made it, and the comment.
  `create table cc_remark (
    instance_code text not null,
    open_id text not null,
    copied_by text not null,
    comment text not null,
    copied_at bigint not null,
    primary key (instance_code, open_id)
  )`,
];
