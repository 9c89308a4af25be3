import { endpoints } from './endpoints.ts';
import type { Gateway } from './gateway.ts';

/** A call that a dry run would have made. */
class NotInDryRun extends Error {
  constructor(endpoint: string) {
    super(`a dry run stops here: it would call ${endpoint}`);
  }
}

/** The same gateway for a dry run: what does more than read is refused before anything is sent. */
export const readingOnly = (gateway: Gateway): Gateway => ({
  ...gateway,
  async call(endpoint, ...rest) {
    if (endpoints[endpoint].effect !== 'none') throw new NotInDryRun(endpoint);
    return gateway.call(endpoint, ...rest);
  },
});
