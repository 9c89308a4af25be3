import type { Logger } from 'pino';
import type { Db } from '../store/db.ts';
import { type Attempt, outOfTime } from './attempt.ts';
import { LeaseLost } from './end.ts';
import { extendLeases } from './leases.ts';

/**
 * Extends the leases of all attempts, each time it is called, without waiting for a database that does not answer: whose
 * lease was not extended by the next time begins nothing any more, since its last call has to end within the lease.
 */
export function leaseKeeper({ db, log }: { db: Db; log: Logger }, running: ReadonlyMap<Attempt, unknown>) {
  let underWay: Promise<void> | undefined;
  const extend = async () => {
    const attempts = [...running.keys()];
    const kept = await extendLeases(
      db,
      attempts.map(({ job }) => job),
    );
    for (const attempt of attempts) {
      attempt.unextended = false;
      const { id } = attempt.job;
      if (!kept.has(id)) attempt.ends.abort(new LeaseLost(`job ${id} is no longer ours`));
    }
  };
  return {
    keep() {
      for (const attempt of running.keys()) {
        if (attempt.unextended) attempt.ends.abort(outOfTime('its lease could not be extended'));
        attempt.unextended = true;
      }
      underWay ??= extend()
        .catch((err) => log.error({ err }, 'the leases of the jobs could not be extended'))
        .finally(() => {
          underWay = undefined;
        });
    },
    /** Resolves when nothing is under way. */
    done: async () => underWay,
  };
}
