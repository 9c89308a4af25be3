import { once } from 'node:events';
import { createRequire } from 'node:module';
import { setTimeout as pause } from 'node:timers/promises';
import type * as Lark from '@larksuiteoapi/node-sdk';
import type { AxiosInstance, AxiosRequestConfig } from 'axios';
import type { Logger } from 'pino';
import type { WebSocket } from 'ws';
import { FeishuRefusal } from './gateway/errors.ts';

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

/** What the SDK keeps to itself and we must see; the tests through the wire tell when an update moves it. */
interface Inside {
  wsConfig: {
    setWSInstance(socket: WebSocket | null): void;
    getWS(key: 'pingInterval'): number;
  };
}

const FAREWELL_MS = 1_000;

/**
 * The long connection through the SDK's `WSClient`. Its event dispatcher, which flattens events, is replaced by an object that
 * passes each on as it came.
 * https://open.feishu.cn/document/server-docs/event-subscription-guide/event-subscription-configure-/request-url-configuration-case
 */
export function longConnections(options: {
  appId: string;
  appSecret: string;
  baseUrl: string;
  http: AxiosInstance;
  log: Logger;
  timings: ConnectionTimings;
}): Dial {
  const { appId, appSecret, baseUrl: domain, http, log, timings } = options;
  return (take) => {
    const lark = createRequire(import.meta.url)('@larksuiteoapi/node-sdk') as typeof Lark;
    const closing = new AbortController();
    const failure = failureBook(log, closing.signal);
    const client = new lark.WSClient({
      appId,
      appSecret,
      domain,
      httpInstance: discovery(http, closing.signal, failure.learnt),
      handshakeTimeoutMs: timings.handshakeTimeoutMs,
      wsConfig: { pingTimeout: timings.pingTimeoutMs / 1_000 },
      logger: terse(log),
      loggerLevel: lark.LoggerLevel.warn,
      onReady: () => log.info('the long connection is open'),
      onReconnecting: () => log.warn('the long connection was lost; it is being opened again'),
      onReconnected: () => log.info('the long connection is open again'),
      onError: failure.final,
    });
    const line = watch(client as unknown as Inside);
    void client.start({ eventDispatcher: { invoke: take } as unknown as Lark.EventDispatcher });
    return {
      state() {
        const { state } = client.getConnectionStatus();
        // The SDK would ask again in 30 s, and then every two minutes: too late for a bot that is starting.
        return state === 'connecting' && failure.get() ? 'failed' : state;
      },
      failure: failure.get,
      quietMs: line.quietMs,
      quietLimitMs: () => line.pingIntervalMs() + 2 * timings.pingTimeoutMs,
      async close() {
        closing.abort();
        client.close();
        await line.closed();
      },
    };
  };
}

/** Why the SDK gave up: the refusal in Feishu's words rather than the SDK's. */
function failureBook(log: Logger, closing: AbortSignal) {
  let latest: Error | undefined;
  let failure: Error | undefined;
  return {
    /** How the last discovery ended. */
    learnt(error?: Error) {
      latest = error;
      if (error && !closing.aborted)
        log.warn({ err: error }, 'where to open the long connection could not be learnt');
    },
    final(error: Error) {
      failure = latest ?? error;
    },
    get: () => failure ?? latest,
  };
}

/**
 * The question where to connect, through our own HTTP client. A refusal is handed back with the `data` that the SDK reaches
 * for even then; without it the refusal would pass for a broken network and be repeated silently for ever.
 */
function discovery(
  http: AxiosInstance,
  signal: AbortSignal,
  learnt: (error?: Error) => void,
): Lark.HttpInstance {
  const request = async ({ method, url, data, headers }: AxiosRequestConfig) => {
    const call = { method, url, data, headers, signal, endpoint: 'long_connection.discovery' };
    try {
      const answer = await http.request(call as AxiosRequestConfig);
      learnt();
      return answer;
    } catch (error) {
      learnt(error as Error);
      if (error instanceof FeishuRefusal) return { code: error.code, msg: error.message, data: {} };
      throw error;
    }
  };
  return { request } as unknown as Lark.HttpInstance;
}

/** What follows a colon in the SDK's lines may be an address with its ticket, or a piece of what people wrote. */
function terse(log: Logger): Lark.Logger {
  const silent = () => undefined;
  const warn = (words: unknown) => {
    const [said = ''] = [words].flat().join(' ').split(/[:{"]/);
    log.warn({ sdk: said.trim() }, 'the long connection complains');
  };
  return { error: warn, warn, info: silent, debug: silent, trace: silent };
}

/**
 * Watches each socket that the SDK opens. It is held still for one turn of the event loop: the SDK begins to listen only
 * after it, and would lose the events that come in one packet with the handshake. Ages are on the machine's monotonic clock,
 * as the SDK's pings are.
 */
function watch({ wsConfig }: Inside) {
  let current: WebSocket | undefined;
  let heardAt: number | undefined;
  const heard = () => {
    heardAt = performance.now();
  };
  const take = wsConfig.setWSInstance.bind(wsConfig);
  wsConfig.setWSInstance = (socket) => {
    take(socket);
    if (!socket) return;
    current = socket;
    heard();
    socket.on('message', heard);
    socket.pause();
    setImmediate(() => socket.resume());
  };
  return {
    quietMs: () => (heardAt === undefined ? undefined : performance.now() - heardAt),
    pingIntervalMs: () => wsConfig.getWS('pingInterval'),
    async closed() {
      if (!current || current.readyState === current.CLOSED) return;
      const farewell = new AbortController();
      const late = pause(FAREWELL_MS, undefined, { signal: farewell.signal }).catch(() => undefined);
      await Promise.race([once(current, 'close'), late]);
      farewell.abort();
      current.terminate();
    },
  };
}
