import type { Logger } from 'pino';
import type { DirectoryPort } from '../../feishu/directory.ts';
import type { Clock } from '../../lib/clock.ts';
import { InvalidId, isOpenId } from '../../lib/ids.ts';
import { learnPeople } from '../../read-state/learn.ts';
import type { Db, Tx } from '../../store/db.ts';
import { openIdsOf, rememberUnknown } from '../../store/tables/people.ts';

/** How a system names a person. */
export interface Ids {
  user_id?: string | undefined;
  open_id?: string | undefined;
}

/** The open_id that a system gives, where it can be one. */
const givenOpenId = ({ open_id }: Ids): string | undefined => (isOpenId(open_id) ? open_id : undefined);

/** The user_ids of those whose open_id is not given. */
export const namedByUserId = (people: readonly Ids[]): string[] => [
  ...new Set(people.flatMap((one) => (!givenOpenId(one) && one.user_id ? one.user_id : []))),
];

/** Tells the open_id of each of these people, as far as it is given or known. */
export async function knownPeople(
  db: Pick<Tx, 'all'>,
  people: readonly Ids[],
): Promise<(one: Ids) => string | undefined> {
  const known = await openIdsOf(db, namedByUserId(people));
  return (one) => givenOpenId(one) ?? known.get(one.user_id ?? '') ?? undefined;
}

interface LookUpDeps {
  db: Db;
  directory: Pick<DirectoryPort, 'openIdOf'>;
  clock: Pick<Clock, 'now' | 'steady'>;
  log: Logger;
}

/** Asks the directory for those who are not known; each answer is kept at once, so that no other try asks again. */
export async function lookUpPeople(deps: LookUpDeps, people: readonly Ids[]): Promise<void> {
  const { db, directory, clock, log } = deps;
  const userIds = namedByUserId(people);
  const known = await openIdsOf(db, userIds);
  for (const userId of userIds.filter((one) => !known.has(one))) {
    const openId = await directory.openIdOf(userId).catch(noSuchId);
    if (openId) await db.transaction((tx) => learnPeople(tx, clock, [{ userId, openId }]));
    else {
      await rememberUnknown(db, userId);
      log.warn({ user_id: userId }, 'a third-party system names somebody whom the app can not see');
    }
  }
}

function noSuchId(error: unknown): undefined {
  if (error instanceof InvalidId) return undefined;
  throw error;
}
