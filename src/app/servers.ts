import { CLICK, clickRouter } from '../dispatch/clicks.ts';
import { eventQueue } from '../dispatch/event-job.ts';
import { isLark } from '../feishu/applink.ts';
import type { Envelope } from '../feishu/events/envelope.ts';
import type { backpressure } from '../inbound/backpressure.ts';
import type { EventChannel } from '../inbound/channel.ts';
import { createInbox } from '../inbound/inbox.ts';
import { longConnectionChannel } from '../inbound/long-connection/channel.ts';
import { webhookChannel } from '../inbound/webhook/channel.ts';
import type { AdminCommand } from '../jobs/admin-command.ts';
import { listen } from '../lib/http/server.ts';
import { openAdmin } from '../ops/admin.ts';
import { type Checks, health, readiness } from '../ops/health.ts';
import { writeProbe } from '../store/probe.ts';
import { metricsRoute } from '../telemetry/metrics.ts';
import { thirdPartyApi } from '../third-party/api/router.ts';
import { quickApprovalCallback } from '../third-party/quick-approval/callback.ts';
import type { Deps } from './deps.ts';
import type { wireFeatures } from './features.ts';
import { remarksOf } from './settings.ts';

/** How events reach the bot: one path behind either way. */
export function eventChannel(
  deps: Deps,
  { actions, events }: Pick<ReturnType<typeof wireFeatures>, 'actions' | 'events'>,
  pressure: Pick<ReturnType<typeof backpressure>, 'came'>,
): EventChannel {
  const { config, db, cards, feishu, clock, log, metrics, newId } = deps;
  const inbox = createInbox({
    db,
    queue: eventQueue.name,
    handlers: events,
    time: feishu.time,
    clock,
    log,
    metrics,
  });
  const click = clickRouter({ db, actions, cards, clock, time: feishu.time, log, metrics });
  const receive = async (envelope: Envelope) => {
    pressure.came();
    deps.record?.(envelope);
    return envelope.type === CLICK ? click(envelope) : inbox.record(envelope).then(() => ({}));
  };
  if (config.FEISHU_EVENT_MODE === 'websocket')
    return longConnectionChannel({ dial: feishu.dial, clock, log, random: deps.random, receive });
  const secrets = {
    encryptKeys: config.FEISHU_ENCRYPT_KEY,
    verificationTokens: config.FEISHU_VERIFICATION_TOKEN,
  };
  const moments = () => [...clock.moments(), feishu.time.now() ?? clock.now()];
  return webhookChannel({ secrets, clock: { moments }, log, metrics, newId, receive });
}

/** What only those know who work behind the doors. */
interface Watched {
  jobs: Checks['jobs'];
  /** What is said beside the parts, and keeps nothing from working. */
  remarks: Record<string, () => string>;
}

type Closing = (patience: Promise<unknown>) => Promise<unknown>;

/**
 * Where the bot is asked over HTTP: by anybody, by whoever watches it, and, where no other process can use its database, by
 * its operator.
 */
export async function openServers(
  deps: Deps,
  channel: EventChannel,
  commands: Record<string, AdminCommand>,
  watched: Watched,
) {
  const closings: Closing[] = [];
  const close: Closing = (patience) => Promise.all(closings.map((one) => one(patience)));
  const opened = async <T extends { close: Closing }>(opening: Promise<T>) => {
    const one = await opening;
    closings.push(one.close);
    return one;
  };
  try {
    const { port, opsPort } = await serve(deps, channel, watched, opened);
    if (deps.db.exclusive) await opened(openAdmin(deps.config.DATA_DIR, commands));
    return { port, opsPort, close };
  } catch (error) {
    await close(Promise.resolve());
    throw error;
  }
}

/** Where Feishu tells what people do about third-party tasks; nowhere without a token. */
function callback({ config, db, cards, clock, log, metrics, newId, feishu }: Deps) {
  const token = config.EXTERNAL_CALLBACK_TOKEN;
  if (!token) return [];
  const language = isLark(config.FEISHU_BASE_URL) ? 'en_us' : 'zh_cn';
  const secrets = { token, key: config.EXTERNAL_CALLBACK_KEY };
  return [
    quickApprovalCallback({
      db,
      cards,
      clock,
      log,
      metrics,
      newId,
      directory: feishu.directory,
      secrets,
      language,
      webhooks: config.EXTERNAL_WEBHOOKS,
    }),
  ];
}

/** What the bot itself answers over HTTP: on one port, or what is for those who watch it on one of its own. */
async function serve(
  deps: Deps,
  channel: EventChannel,
  inside: Watched,
  opened: (server: ReturnType<typeof listen>) => ReturnType<typeof listen>,
) {
  const { config, db, log, metrics, newId, requestTimeoutMs = 10_000 } = deps;
  const { HOST: host, PORT: port, OPS_HOST, OPS_PORT } = config;
  const watched = watchRoutes(deps, channel, inside);
  const thirdParty = thirdPartyApi({ tokens: config.EXTERNAL_API_TOKENS, db, log, metrics, newId });
  const routes = [health(), ...(OPS_PORT === undefined ? watched : []), thirdParty, ...callback(deps)];
  const open = await opened(listen(routes, { host, port, first: channel.door, requestTimeoutMs }));
  if (OPS_PORT === undefined) {
    log.warn(ON_ONE_PORT);
    return { port: open.port };
  }
  const own = [health(), ...watched];
  const ops = await opened(listen(own, { host: OPS_HOST, port: OPS_PORT, requestTimeoutMs }));
  return { port: open.port, opsPort: ops.port };
}

const ON_ONE_PORT =
  'whoever reaches PORT can read /metrics and /readyz there: set OPS_PORT, and OPS_HOST where others than this machine ask, ' +
  'to have them on a port of their own alone. The next release has them on PORT no more';

/** What is for those who watch the bot. */
function watchRoutes(
  { db, feishu, log, metrics, settings }: Deps,
  channel: EventChannel,
  { jobs, remarks }: Watched,
) {
  const checks = {
    database: writeProbe(db),
    token: () => feishu.gateway.checkToken(),
    // Without a token nobody can say who the bot is, and that is told already.
    bot: () => feishu.gateway.checkToken().then(feishu.bot.openId, () => undefined),
    events: channel.check,
    jobs,
  };
  return [readiness(checks, log, feishu.time, remarksOf(settings, remarks)), metricsRoute(metrics.registry)];
}
