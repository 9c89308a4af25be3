import { readConfig } from '../config/config.ts';
import { checkupPlatform } from '../feishu/checkup.ts';
import { probing } from '../feishu/probing.ts';
import { LAST_CALL_MS } from '../jobs/leases.ts';
import type { ProbeReport } from '../ops/doctor/probe/probe.ts';
import { probe } from '../ops/doctor/probe/probe.ts';
import { createMetrics } from '../telemetry/metrics.ts';
import { type Drawn, drawnCards, fullestCards } from './card-samples.ts';
import { type DoctorSurroundings, gather } from './doctor.ts';

/** What `--probe` would do, to be agreed to; or why it can not. */
export function probePlan(env: Record<string, string | undefined>): { plan: string } | { lacks: string } {
  const { APPROVAL_CODES: codes, ADMIN_OPEN_IDS: admins } = readConfig(env);
  if (codes.length === 0) return { lacks: 'name a definition to try with first in APPROVAL_CODES' };
  if (admins.length === 0) return { lacks: 'name yourself in ADMIN_OPEN_IDS' };
  const [by, to = by] = admins;
  return {
    plan: `This copies the latest approval of ${codes[0]} in the name of ${by} to ${to}, and sends ${to} one card of each kind that the bot has, some twenty.`,
  };
}

interface ProbeSurroundings extends DoctorSurroundings {
  /** How the cards of this program are drawn. */
  drawn?(): Promise<Drawn>;
}

/** Asks what only a tenant can answer; the report names nobody. Throws `ConfigError`. */
export async function runProbe(
  env: Record<string, string | undefined>,
  { clock, log, newId, drawn = drawnCards }: ProbeSurroundings,
): Promise<ProbeReport> {
  const config = readConfig(env);
  const { FEISHU_APP_ID: appId, FEISHU_APP_SECRET: appSecret, FEISHU_BASE_URL: baseUrl } = config;
  const bounds = { timeoutMs: LAST_CALL_MS, stopped: new AbortController().signal };
  const { gateway } = checkupPlatform(
    { appId, appSecret, baseUrl },
    { clock, log, metrics: createMetrics(), ...bounds },
  );
  const [by = '', to = by] = config.ADMIN_OPEN_IDS;
  return probe({
    feishu: probing(gateway),
    approvalCode: config.APPROVAL_CODES[0] ?? '',
    by,
    to,
    mode: config.FEISHU_EVENT_MODE,
    cards: fullestCards(await drawn(), to),
    newId,
    now: clock.now,
    pause: (ms) => clock.sleep(ms),
    async ccEvents() {
      const { tally, running } = await gather(config, clock);
      if (!running && !config.DATABASE_URL) throw new Error('no running bot');
      const counted = tally.filter(({ kind, about }) => kind === 'event' && about === 'approval_cc');
      return counted.reduce((sum, { times }) => sum + times, 0);
    },
  });
}
