import type * as Lark from '@larksuiteoapi/node-sdk';
import type { AxiosInstance } from 'axios';
import type { Logger } from 'pino';
import { OLD_CALLBACK } from '../events/old-callback.ts';
import type { Measuring } from '../gateway/measured.ts';
import { loadSdk } from '../gateway/sdk.ts';
import { discovery } from './discovery.ts';
import { failureBook } from './failure-book.ts';
import { handshakes } from './handshakes.ts';
import { fragmentJoins } from './joins.ts';
import type { ConnectionTimings, Dial } from './port.ts';
import { type Inside, watchSocket } from './socket.ts';

/**
 * Card callbacks of the earlier kind come in frames of their own, which the SDK leaves aside without a word: nobody would
 * know why a button does nothing.
 */
export function nameOldCallbacks(inside: Pick<Inside, 'handleEventData'>, log: Pick<Logger, 'warn'>): void {
  const handle = inside.handleEventData.bind(inside);
  inside.handleEventData = (frame) => {
    const isOld = frame.headers.some(({ key, value }) => key === 'type' && value === 'card');
    if (isOld) log.warn(`a click was left aside: ${OLD_CALLBACK}`);
    return handle(frame);
  };
}

/** What follows a colon in the SDK's lines may be an address with its ticket, or a piece of what people wrote. */
export function terse(log: Logger): Lark.Logger {
  const silent = () => undefined;
  const warn = (words: unknown) => {
    const [said = ''] = [words].flat().join(' ').split(/[:{"]/);
    log.warn({ sdk: said.trim() }, 'the long connection complains');
  };
  return { error: warn, warn, info: silent, debug: silent, trace: silent };
}

/**
 * The long connection through the SDK's `WSClient`. Its event dispatcher, which flattens events, is replaced by an object that
 * passes each on as it came.
 * https://open.feishu.cn/document/server-docs/event-subscription-guide/event-subscription-configure-/request-url-configuration-case
 */
export function longConnections(
  options: Measuring & {
    appId: string;
    appSecret: string;
    baseUrl: string;
    http: AxiosInstance;
    log: Logger;
    timings: ConnectionTimings;
  },
): Dial {
  const { appId, appSecret, baseUrl: domain, log, timings } = options;
  return (take) => {
    const lark = loadSdk();
    const closing = new AbortController();
    const failure = failureBook(log, closing.signal);
    const client = new lark.WSClient({
      appId,
      appSecret,
      domain,
      httpInstance: discovery(options, closing.signal, failure.learnt),
      agent: handshakes({
        timeoutMs: timings.handshakeTimeoutMs,
        closing: closing.signal,
        ended: failure.attempted,
      }),
      handshakeTimeoutMs: timings.handshakeTimeoutMs,
      wsConfig: { pingTimeout: timings.pingTimeoutMs / 1_000 },
      logger: terse(log),
      loggerLevel: lark.LoggerLevel.warn,
      onReady: () => log.info('the long connection is open'),
      onReconnecting: () => log.warn('the long connection was lost; it is being opened again'),
      onReconnected: () => log.info('the long connection is open again'),
      onError: failure.final,
    });
    const inside = client as unknown as Inside;
    // Its own would sweep by a timer.
    inside.dataCache.destroy();
    inside.dataCache = fragmentJoins();
    nameOldCallbacks(inside, log);
    const line = watchSocket(inside);
    void client.start({ eventDispatcher: { invoke: take } as unknown as Lark.EventDispatcher });
    return {
      state() {
        const { state } = client.getConnectionStatus();
        // The SDK would try again in 30 s, and then every two minutes: too late for those who wait for an answer.
        const opening = state === 'connecting' || state === 'reconnecting';
        return opening && failure.get() ? 'failed' : state;
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
