import type { Logger } from 'pino';

/** Why there is no line, in Feishu's words or the network's rather than the SDK's. */
export function failureBook(log: Logger, closing: AbortSignal) {
  let latest: Error | undefined;
  let failure: Error | undefined;
  const note = (complaint: string) => (error?: Error) => {
    if (closing.aborted) return;
    latest = error;
    if (error) log.warn({ err: error }, complaint);
  };
  return {
    /** How the last discovery ended. */
    learnt: note('where to open the long connection could not be learnt'),
    /** How the last handshake ended. */
    attempted: note('the long connection could not be opened'),
    final(error: Error) {
      failure = latest ?? error;
    },
    get: () => failure ?? latest,
  };
}
