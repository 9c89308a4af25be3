import type { JobHandler } from '../jobs/perform.ts';
import { openIdOf } from '../store/tables/people.ts';
import { personQueue, type ReadingDeps } from './deps.ts';
import { learnPeople } from './learn.ts';

/** The job that asks who a tenant user_id is. */
export function lookUpJob({
  db,
  directory,
  clock,
  log,
}: Pick<ReadingDeps, 'db' | 'directory' | 'clock' | 'log'>): JobHandler {
  return personQueue.handler({
    async run({ payload: { userId } }) {
      if (await openIdOf(db, userId)) return undefined;
      const openId = await directory.openIdOf(userId);
      if (!openId) {
        log.warn('copies to this person are not followed: gone, or outside the contact range of the app');
        return undefined;
      }
      return (tx) => learnPeople(tx, clock, [{ userId, openId }]);
    },
  });
}
