/** What time it was, so that a start or another replica notices that the clock was set. Unix milliseconds. */
export const notedTimes = ['create table noted_time (name text primary key, ms bigint not null)'];
