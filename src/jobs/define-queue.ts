import type { ZodType } from 'zod';
import { parsed, whereUnreadable } from '../lib/parsed.ts';
import type { Tx } from '../store/db.ts';
import type { JobHandler, Writes } from './perform.ts';
import { addJob, type Job, type NewJob } from './queue.ts';

/** A job with its payload as its queue describes it. */
export type JobWith<Payload> = Omit<Job, 'payload'> & { payload: Payload };

/** What is done with the jobs of a queue. */
export type Work<Payload> = Omit<JobHandler, 'run' | 'gaveUp'> & {
  run(job: JobWith<Payload>): Promise<Writes | undefined>;
  gaveUp?(job: JobWith<Payload>, error: unknown, tx: Tx): Promise<void>;
};

export interface Queue<Payload> {
  readonly name: string;
  add(tx: Tx, job: Omit<NewJob, 'queue' | 'payload'> & { payload: Payload }): Promise<boolean>;
  handler(work: Work<Payload>): JobHandler;
}

/** What waits in the database may be of another version of the program: this one can't read it. */
export class Unreadable extends Error {}

/** What a schema makes of what waits as `what`. Throws `Unreadable` with the first place where that can't be read. */
export function readAs<T>(schema: ZodType<T>, what: string, value: unknown): T {
  const read = parsed(schema, value);
  if (read.success) return read.data;
  throw new Unreadable(`${what} is unreadable at ${whereUnreadable(read.error)}`);
}

/**
 * A queue and what its jobs carry. Payloads outlive a deployment, so each is read when it is taken: one that can't be gets a
 * few tries, since another replica may be of its version, and then is quarantined with the queue and the place.
 */
export function defineQueue<Payload>(name: string, schema: ZodType<Payload>): Queue<Payload> {
  const read = (job: Job) => ({ ...job, payload: readAs(schema, `the payload of ${name}`, job.payload) });
  return {
    name,
    add: (tx, job) => addJob(tx, { ...job, queue: name }),
    handler: ({ run, gaveUp, ...manner }) => ({
      ...manner,
      run: async (job) => run(read(job)),
      // Of what can't be read nobody knows whom to tell.
      async gaveUp(job, error, tx) {
        if (gaveUp && parsed(schema, job.payload).success) await gaveUp(read(job), error, tx);
      },
    }),
  };
}
