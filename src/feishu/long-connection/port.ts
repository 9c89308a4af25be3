export interface ConnectionTimings {
  /** After a ping without any sign of life for this long the line counts as dead. */
  pingTimeoutMs: number;
  /** A handshake that is not done by then is given up. */
  handshakeTimeoutMs: number;
}

/** Less than 20 s cuts healthy lines, as others found; a stuck handshake must not outlast a shutdown. */
export const usualTimings: ConnectionTimings = { pingTimeoutMs: 25_000, handshakeTimeoutMs: 10_000 };

/** One attempt to be connected, for as long as the SDK's own reconnecting carries it. */
export interface LongConnection {
  /** `failed`: given up for good. `idle`: the socket is gone and nothing opens another. */
  state(): 'connecting' | 'connected' | 'reconnecting' | 'failed' | 'idle';
  /** Why it failed. */
  failure(): Error | undefined;
  /** Milliseconds since the last frame, pongs included; undefined before the first connection. */
  quietMs(): number | undefined;
  /** With a healthy line `quietMs` never comes here. */
  quietLimitMs(): number;
  /** Says goodbye once what was written is sent; resolves when the socket is closed, after 1 s at the latest. */
  close(): Promise<void>;
}

/** Takes one event, as parsed JSON. What it resolves to is the answer on the frame; when it rejects, Feishu delivers again. */
export type TakeEvent = (raw: unknown) => Promise<object>;
export type Dial = (take: TakeEvent) => LongConnection;
