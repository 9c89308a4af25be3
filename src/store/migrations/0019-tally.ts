/** How often something happened in a period: a month of calls, a day of refusals. `last_at` in Unix milliseconds. */
export const tallyTable = [
  `create table tally (
    kind text not null,
    about text not null,
    period text not null,
    times integer not null,
    last_at bigint not null,
    primary key (kind, about, period)
  )`,
];
