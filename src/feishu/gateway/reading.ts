import type { Gateway } from './gateway.ts';

/** Names of endpoints that change nothing, by their last word. */
const READS =
  /\.(get|list|query|search_cc|preview|batch|batch_get_id|children|parent|find_by_department|member_belong|info|search|check)$/;

/** A call that a dry run would have made. */
class NotInDryRun extends Error {
  constructor(endpoint: string) {
    super(`a dry run stops here: it would call ${endpoint}`);
  }
}

/** The same gateway for a dry run: what does more than read is refused before anything is sent. */
export const readingOnly = (gateway: Gateway): Gateway => ({
  ...gateway,
  async call(call) {
    if (!READS.test(call.endpoint)) throw new NotInDryRun(call.endpoint);
    return gateway.call(call);
  },
});
