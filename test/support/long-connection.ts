import { manualClock, startSandbox, type World } from '../../sandbox/platform/index.ts';
import type { Envelope } from '../../src/feishu/events/envelope.ts';
import { createHttp } from '../../src/feishu/gateway/http.ts';
import { longConnections } from '../../src/feishu/long-connection/dial.ts';
import { longConnectionChannel } from '../../src/inbound/long-connection/channel.ts';
import { createMetrics } from '../../src/telemetry/metrics.ts';
import { botClock, START } from './clock.ts';
import { capturedLog } from './log.ts';
import { until } from './until.ts';
import { exampleWorld } from './world.ts';

/** The long connection alone, to a sandbox, with a receiver that remembers. The SDK's own timers are short. */
export async function openLine(
  options: {
    change?(world: World): void;
    /** Before the bot dials. */
    prepare?(sandbox: Awaited<ReturnType<typeof startSandbox>>): void;
    /** Stands in front of the sandbox and speaks TLS; tells its host. */
    front?(url: string): Promise<string>;
    credentials?: { appId?: string; appSecret?: string };
    pingTimeoutMs?: number;
    handshakeTimeoutMs?: number;
  } = {},
) {
  const world = exampleWorld();
  Object.assign(world.settings.long_connection, { reconnect_nonce: 0, reconnect_interval: 0.05 });
  options.change?.(world);
  const clock = manualClock(START);
  const sandbox = await startSandbox({ world, clock });
  options.prepare?.(sandbox);
  const host = await options.front?.(sandbox.url);
  if (host) sandbox.world.settings.long_connection.address = `wss://${host}`;
  const captured = capturedLog();
  const received: Envelope[] = [];
  const behaviour = { receive: async (_envelope: Envelope): Promise<object> => ({}) };
  const dial = longConnections({
    appId: sandbox.app.app_id,
    appSecret: sandbox.app.app_secret,
    ...options.credentials,
    baseUrl: host ? `https://${host}` : sandbox.url,
    http: createHttp(2_000, captured.log),
    clock: botClock(clock),
    metrics: createMetrics(),
    log: captured.log,
    timings: {
      pingTimeoutMs: options.pingTimeoutMs ?? 1_000,
      handshakeTimeoutMs: options.handshakeTimeoutMs ?? 2_000,
    },
  });
  const channel = longConnectionChannel({
    dial,
    clock: botClock(clock),
    log: captured.log,
    random: () => 0,
    receive: async (envelope) => {
      received.push(envelope);
      return behaviour.receive(envelope);
    },
  });
  const state = () =>
    channel.check().then(
      () => 'ok',
      (error: Error) => error.message,
    );
  channel.start();
  return {
    sandbox,
    clock,
    channel,
    received,
    behaviour,
    log: captured,
    /** `ok`, or why no event could arrive. */
    state,
    ready: () => until(async () => (await state()) === 'ok'),
    async close() {
      await channel.stop();
      await sandbox.close();
    },
  };
}

export type Line = Awaited<ReturnType<typeof openLine>>;
