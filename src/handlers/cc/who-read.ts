import { MINUTE_MS } from '../../lib/clock.ts';
import type { CcRequest } from '../../store/tables/cc-requests.ts';

/** Open_ids, in the order of the request. */
export interface WhoRead {
  read: string[];
  unread: string[];
}

/** Feishu's time is known to a second or so, and its machines need not agree to the second. */
const CLOCKS_DIFFER_MS = MINUTE_MS;

/** Which recipients of a request have opened the instance since it was copied to them by it. */
export function whoRead(
  { recipients, createdAt }: Pick<CcRequest, 'recipients' | 'createdAt'>,
  copies: { openId: string; createdAt: number; read: boolean }[],
): WhoRead {
  const readers = new Set(
    copies
      .filter((copy) => copy.read && copy.createdAt >= createdAt - CLOCKS_DIFFER_MS)
      .map((copy) => copy.openId),
  );
  return {
    read: recipients.filter((person) => readers.has(person)),
    unread: recipients.filter((person) => !readers.has(person)),
  };
}
