import type { Logger } from 'pino';
import { adviceIn } from '../gateway/errors.ts';

/** Why there is no line, in Feishu's words or the network's rather than the SDK's. */
export function failureBook(log: Logger, closing: AbortSignal) {
  let latest: Error | undefined;
  let failure: Error | undefined;
  const note = (complaint: string) => (error?: Error) => {
    if (closing.aborted) return;
    latest = error;
    // What is to be mended then, the supervisor says.
    if (error) log[adviceIn(error) ? 'debug' : 'warn']({ err: error }, complaint);
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
