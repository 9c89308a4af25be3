import type { ReadingDeps } from './deps.ts';

/** Subscribes the events of each definition; what can't be had now is tried again at the next time. */
export function subscription({
  definitions,
  approvalCodes,
  log,
}: Pick<ReadingDeps, 'definitions' | 'approvalCodes' | 'log'>): () => Promise<void> {
  const done = new Set<string>();
  return async () => {
    for (const code of approvalCodes.filter((one) => !done.has(one))) {
      try {
        await definitions.subscribe(code);
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
