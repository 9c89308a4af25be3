/** One piece of an event, as the headers of its frame describe it. */
export interface Fragment {
  message_id: string;
  /** How many pieces there are, and which this is, from 0 on. */
  sum: number;
  seq: number;
  data: Uint8Array | undefined;
}

/** As much as an event by request may have. */
export const MOST_EVENT_BYTES = 1024 * 1024;
/** Of 4 KB each, if the largest event came in so many. */
const MOST_PIECES = 256;
/** The pieces of one event follow each other at once; Feishu sends an event again that is not acknowledged. */
const PATIENCE_MS = 10_000;
const MOST_UNFINISHED = 32;

interface Unfinished {
  since: number;
  pieces: (Uint8Array | undefined)[];
  missing: number;
  bytes: number;
}

/**
 * Joins the pieces of events. What their headers say is judged before anything is done for it: the SDK's own joining makes room
 * for as many pieces as a frame claims, and keeps as much as ever comes. Ages are on the machine's monotonic clock.
 */
export function fragmentJoins(now: () => number = () => performance.now()) {
  /** The oldest first. */
  const unfinished = new Map<string, Unfinished>();

  function makeRoom() {
    const [oldest] = unfinished.keys();
    const isOver = ({ since }: Unfinished) => now() - since > PATIENCE_MS;
    for (const [id, join] of unfinished) if (isOver(join)) unfinished.delete(id);
    if (unfinished.size >= MOST_UNFINISHED && oldest !== undefined) unfinished.delete(oldest);
  }

  function begin(id: string, sum: number): Unfinished {
    makeRoom();
    const join = { since: now(), pieces: new Array(sum).fill(undefined), missing: sum, bytes: 0 };
    unfinished.set(id, join);
    return join;
  }

  return {
    /** The event that this piece completes, or null. Throws for what can be no piece of an event, and for what is no JSON. */
    mergeData({ message_id: id, sum, seq, data = new Uint8Array() }: Fragment): unknown {
      if (!isCount(sum) || sum < 1 || sum > MOST_PIECES || !isCount(seq) || seq >= sum)
        throw new Error(`no event has a piece ${seq} of ${sum}`);
      const join = unfinished.get(id) ?? begin(id, sum);
      const before = join.pieces[seq];
      join.bytes += data.byteLength - (before?.byteLength ?? 0);
      join.missing -= before ? 0 : 1;
      join.pieces[seq] = data;
      if (join.pieces.length !== sum || join.bytes > MOST_EVENT_BYTES) {
        unfinished.delete(id);
        throw new Error('the pieces of an event do not agree, or are too many bytes');
      }
      if (join.missing > 0) return null;
      unfinished.delete(id);
      return JSON.parse(Buffer.concat(join.pieces as Uint8Array[]).toString('utf8'));
    },
    /** Forgets all. */
    destroy: () => unfinished.clear(),
    clearAtInterval: () => undefined,
  };
}

const isCount = (value: number) => Number.isSafeInteger(value) && value >= 0;
