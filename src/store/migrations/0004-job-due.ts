/** Each queue apart, or whoever looks for the jobs of one goes through those of all. */
export const jobDue = [
  `create index job_due on job (queue, run_at, id) where state = 'ready'`,
  'drop index job_ready',
];
