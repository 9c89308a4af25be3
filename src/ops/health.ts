import { Router } from 'express';
import type { Logger } from 'pino';

/** Each rejects while its part can't be used. */
export interface Checks {
  database(): Promise<unknown>;
  token(): Promise<unknown>;
  bot(): Promise<unknown>;
  events(): Promise<unknown>;
  jobs(): Promise<unknown>;
}

/** Anybody may ask: what the parts themselves say, with hosts, files or codes, is for the log. */
const BROKEN: Record<keyof Checks, string> = {
  database: 'the database takes no rows; the log says why',
  token: 'Feishu gives no access token; the log says why',
  bot: 'Feishu does not say who the bot is, or the app has none; the log says why',
  events: 'no events can arrive; the log says why',
  jobs: 'work waits and nothing is done; the log says why',
};

const PARTS = ['database', 'token', 'bot', 'events', 'jobs'] as const;

/** `/healthz`: the process answers. */
export function health(): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' });
  });
  return router;
}

/** By name: what is said of what nobody needs to work, if anything. */
export type Remarks = Record<string, () => string | undefined>;

/** `/readyz`: each part it needs works, told apart. */
export function readiness(
  checks: Checks,
  log: Pick<Logger, 'warn'>,
  time: { aheadMs(): number },
  remarks: Remarks = {},
): Router {
  const router = Router();
  const outcome = outcomes(checks, log);
  router.get('/readyz', async (_request, response) => {
    const [database, token, bot, events, jobs] = await Promise.all(PARTS.map(outcome));
    const ready = [database, token, bot, events, jobs].every((one) => one === 'ok');
    const status = ready ? 'ok' : 'not ready';
    const clock = clockSays(time.aheadMs());
    const said = Object.fromEntries(Object.entries(remarks).map(([name, remark]) => [name, remark()]));
    response.status(ready ? 200 : 503).json({ status, database, token, bot, events, jobs, clock, ...said });
  });
  return router;
}

/** A wrong clock keeps nothing from working: how old a message is, is judged by Feishu's. */
function clockSays(aheadMs: number): string {
  const seconds = Math.abs(Math.round(aheadMs / 1_000));
  if (seconds < 60) return 'ok';
  return `${seconds} s ${aheadMs < 0 ? 'ahead of' : 'behind'} Feishu's`;
}

/** A reason is logged once, and not as often as somebody asks. */
function outcomes(checks: Checks, log: Pick<Logger, 'warn'>) {
  const logged = new Map<keyof Checks, string>();
  return async (part: keyof Checks): Promise<string> => {
    try {
      await checks[part]();
      logged.delete(part);
      return 'ok';
    } catch (err) {
      const reason = String(err).replace(/\d+/g, '');
      if (logged.get(part) !== reason) log.warn({ err, part }, `not ready: ${BROKEN[part]}`);
      logged.set(part, reason);
      return BROKEN[part];
    }
  };
}
