/** The long number and the short link that links carry in the place of an instance code. Times are Unix milliseconds. */
export const instanceAliasTables = [
  `create table instance_alias (
    alias text primary key,
    instance_code text not null,
    seen_at bigint not null
  )`,
  `create index instance_alias_age on instance_alias (seen_at)`,
];
