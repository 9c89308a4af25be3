/** What is wrong with the body of an answer. */
export interface BodyFault {
  /**
   * `stalls`: half of it comes, then nothing for ever. `drips`: one byte at a time. `never ends` and `huge`: blanks without
   * end, or for 200 MB before the rest. `is cut short` and `is longer than said`: the Content-Length is not true.
   */
  kind: 'stalls' | 'drips' | 'never ends' | 'huge' | 'is cut short' | 'is longer than said';
  /** Real time between the bytes of a drip, 1 s when left out. */
  everyMs?: number;
  /** How many a huge one has. */
  megabytes?: number;
}

/** Something that goes wrong with API calls. */
export interface CallFault {
  on: 'call';
  /** Any method when left out. */
  method?: string;
  /** A path with `:name` for any one segment, or with a `*` at its end for any rest; any path when left out. */
  path?: string;
  /** How many matching calls it hits; all of them when left out. */
  times?: number;
  /** Waits this long on the sandbox clock before the call has its effect. */
  delayMs?: number;
  /** Waits this long on the sandbox clock after the call has had its effect, before it is answered. */
  answerDelayMs?: number;
  /** Destroys the socket before or after the call has had its effect. */
  drop?: 'before' | 'after';
  /** The call has its effect, and its answer comes so. */
  body?: BodyFault;
  /** Answers so, without any effect, or in the place of the true answer. */
  answer?: { status: number; body?: unknown; headers?: Record<string, string>; afterEffect?: boolean };
  /** Refuses with this platform code, without any effect. */
  code?: number;
  /** Answers 99991400 as the gateway does, with 429 or, as older APIs do, 400. */
  rateLimit?: { status: 429 | 400; resetSeconds: number };
}

/** Something that goes wrong with events on their way to the bot. */
export interface DeliveryFault {
  on: 'delivery';
  /** Any event when left out. */
  eventType?: string;
  times?: number;
  /** Sends the event this many times more, at once. */
  duplicate?: number;
  /** Keeps events back until the fault is removed; `reversed` then releases the last one first. */
  hold?: 'in order' | 'reversed';
  /** Never sends the event. */
  drop?: boolean;
}

/** Something between Feishu and the bot, for events and card callbacks alike, by request or on a long connection. */
export interface WireFault {
  on: 'wire';
  times?: number;
  /** The bot's answer arrives this much later, on the sandbox clock. */
  delayMs?: number;
  /** This status, of HTTP or of an acknowledgement, is answered, and the bot hears of nothing. */
  status?: number;
  /** Nothing gets through to the bot. */
  refused?: boolean;
}

/** The lists (search_cc, instances/query) answer what was true this long ago. */
export interface SearchFault {
  on: 'search';
  lagMs: number;
}

/**
 * Long connections go half-open: each that would send something while this is in force answers no ping any more and delivers
 * nothing, until the client gives it up. What is sent to it counts as sent and is not acknowledged.
 */
export interface ConnectionFault {
  on: 'connection';
  halfOpen: true;
  /** How many connections it hits; all of them when left out. */
  times?: number;
}

/** The frames of events on a long connection are not as they should be. */
export interface FrameFault {
  on: 'frame';
  /** Headers that every frame of the event has instead of its own, such as `sum`. */
  headers?: Record<string, string>;
  /** Blanks behind the event, before it is cut into pieces. */
  padBytes?: number;
  /** The last piece never comes. */
  unfinished?: boolean;
  /** How many events it hits; all of them when left out. */
  times?: number;
}

export type Fault = CallFault | DeliveryFault | WireFault | SearchFault | ConnectionFault | FrameFault;
