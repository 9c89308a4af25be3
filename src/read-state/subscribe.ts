import { noteSubscribed } from '../store/tables/subscriptions.ts';
import type { ReadingDeps } from './deps.ts';

type Subscribing = Pick<ReadingDeps, 'db' | 'appId' | 'definitions' | 'approvalCodes' | 'log'>;

/** Subscribes the events of each definition; what can't be had now is tried again at the next time. */
export function subscription({
  db,
  appId,
  definitions,
  approvalCodes,
  log,
}: Subscribing): () => Promise<void> {
  const done = new Set<string>();
  return async () => {
    for (const code of approvalCodes.filter((one) => !done.has(one))) {
      try {
        await definitions.subscribe(code);
        await noteSubscribed(db, appId, code);
        done.add(code);
        log.info({ approval_code: code }, 'events of this definition are subscribed');
      } catch (err) {
        const advice =
          'check APPROVAL_CODES and the scope approval:definition; until then unread copies of it are found by search only';
        log.error({ err, approval_code: code, advice }, 'events of this definition could not be subscribed');
      }
    }
  };
}
