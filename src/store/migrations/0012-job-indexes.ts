/**
 * One index a state: what is done is many and only ever forgotten, the rest is few, and counted by queue again and again
 * without a look at the rows.
 */
export const jobIndexes = [
  'drop index job_ended',
  `create index job_done on job (ended_at) where state = 'done'`,
  `create index job_quarantined on job (ended_at, queue) where state = 'quarantined'`,
  'drop index job_running',
  `create index job_running on job (lease_until, queue) where state = 'running'`,
];
