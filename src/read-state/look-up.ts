import { jobOutcome } from '../feishu/job-outcome.ts';
import type { JobHandler } from '../jobs/perform.ts';
import { InvalidId } from '../lib/ids.ts';
import { GiveUp } from '../lib/outcome.ts';
import { openIdOf } from '../store/tables/people.ts';
import type { ReadingDeps } from './deps.ts';
import { learnPeople } from './learn.ts';

/** The job that asks who a tenant user_id is. */
export function lookUpJob({ db, directory, clock, log }: ReadingDeps): JobHandler {
  return {
    async run(job) {
      const { userId } = job.payload as { userId: string };
      if (await openIdOf(db, userId)) return undefined;
      const openId = await ask(userId);
      if (!openId) {
        log.warn('copies to this person are not followed: gone, or outside the contact range of the app');
        return undefined;
      }
      return (tx) => learnPeople(tx, clock, [{ userId, openId }]);
    },
  };

  async function ask(userId: string): Promise<string | undefined> {
    try {
      return await directory.openIdOf(userId);
    } catch (error) {
      throw error instanceof InvalidId ? new GiveUp(error.message) : jobOutcome(error);
    }
  }
}
