/**
 * How much speaks against a job: 0 nothing; 1 it was under way when its process ended; 2 and more, its process ended while
 * it was alone there. Those with any are few and looked for apart.
 */
export const jobSuspicion = [
  'alter table job add column suspicion integer not null default 0',
  `create index job_suspect on job (suspicion, run_at, id, queue) where state = 'ready' and suspicion > 0`,
];
