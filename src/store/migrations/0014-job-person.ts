/** For whom a job is done, if for somebody: nobody takes more than their share of the places. */
export const jobPerson = [
  'alter table job add column person text',
  'drop index job_due',
  // Tells also which of a person's jobs to pass over: there may be thousands.
  `create index job_due on job (queue, run_at, id, suspicion, person) where state = 'ready'`,
];
