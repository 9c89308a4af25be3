import type { Logger } from 'pino';
import type { Config } from '../config/config.ts';
import { misspeltNames } from '../config/misspelt.ts';
import { productHost } from '../feishu/applink.ts';
import { checkupPlatform } from '../feishu/checkup.ts';
import { readManifest } from '../feishu/manifest.ts';
import { servedBy } from '../handlers/create/form/taken.ts';
import { LAST_CALL_MS } from '../jobs/leases.ts';
import { memoizeAsync } from '../lib/async/memoize.ts';
import type { Clock } from '../lib/clock.ts';
import { type Facts, fingerprints } from '../ops/doctor/facts.ts';
import { type Links, linksOf } from '../ops/doctor/links.ts';
import type { Machine, Patient } from '../ops/doctor/patient.ts';
import type { Metrics } from '../telemetry/metrics.ts';

/** The pages on which this app is mended. */
export function linksFor(config: Config): Links {
  const { FEISHU_BASE_URL: base, FEISHU_WEB_BASE_URL: web, FEISHU_APP_ID: appId } = config;
  return linksOf(base, web ?? productHost(base), appId);
}

/** What the checks look at, asked for as they ask. */
export function patientOf(
  config: Config,
  deps: {
    clock: Clock;
    log: Logger;
    metrics: Metrics;
    machine: Machine;
    newId(): string;
    settingsFile?: string | undefined;
    facts(): Promise<Facts>;
    noteSubscribed(approvalCode: string): Promise<unknown>;
  },
): Patient {
  const { clock, machine, newId, noteSubscribed, settingsFile = '.env' } = deps;
  const { FEISHU_APP_ID: appId, FEISHU_APP_SECRET: appSecret, FEISHU_BASE_URL: baseUrl } = config;
  const bounds = { timeoutMs: LAST_CALL_MS, stopped: new AbortController().signal };
  const feishu = checkupPlatform({ appId, appSecret, baseUrl }, { ...deps, ...bounds });
  const { definitions } = feishu;
  return {
    settings: config,
    settingsFile,
    machine,
    links: linksFor(config),
    feishu,
    manifest: readManifest(),
    facts: memoizeAsync(deps.facts),
    ...pagesOf(feishu.application),
    definition: memoizeBy(definitions.definition),
    served: servedBy,
    async subscribe(approvalCode) {
      await definitions.subscribe(approvalCode);
      await noteSubscribed(approvalCode);
    },
    misspelt: misspeltNames(machine.env),
    fingerprints: fingerprints(config),
    newId,
    now: clock.now,
  };
}

function pagesOf(application: Patient['feishu']['application']): Pick<Patient, 'app' | 'version'> {
  let app = memoizeAsync(application.app);
  const version = memoizeAsync(async () => {
    const { onlineVersion } = await app();
    return onlineVersion ? application.version(onlineVersion) : undefined;
  });
  return {
    app(anew) {
      if (anew) app = memoizeAsync(application.app);
      return app();
    },
    version,
  };
}

function memoizeBy<T>(read: (name: string) => Promise<T>): (name: string) => Promise<T> {
  const results = new Map<string, Promise<T>>();
  return (name) => {
    const reading = results.get(name) ?? read(name);
    results.set(name, reading);
    return reading;
  };
}
