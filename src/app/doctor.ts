import type { Logger } from 'pino';
import { type Config, ConfigError, readConfig } from '../config/config.ts';
import { misspeltNames } from '../config/misspelt.ts';
import { productHost } from '../feishu/applink.ts';
import { checkupPlatform } from '../feishu/checkup.ts';
import { readManifest } from '../feishu/manifest.ts';
import { servedBy } from '../handlers/create/served.ts';
import { LAST_CALL_MS } from '../jobs/leases.ts';
import type { Clock } from '../lib/clock.ts';
import { memoizeAsync } from '../lib/memoize-async.ts';
import { askRunningBot } from '../ops/admin.ts';
import { examine, examineBare } from '../ops/doctor/examine.ts';
import { type Facts, factsOf, factsSchema, fingerprints } from '../ops/doctor/facts.ts';
import { type Finding, isIll } from '../ops/doctor/finding.ts';
import { linksOf } from '../ops/doctor/links.ts';
import { thisMachine } from '../ops/doctor/machine.ts';
import { type Mended, mend } from '../ops/doctor/mend.ts';
import type { Machine, Patient } from '../ops/doctor/patient.ts';
import { report, summary } from '../ops/doctor/report.ts';
import type { Db } from '../store/db.ts';
import { openToLook } from '../store/look.ts';
import { DatabaseInUse } from '../store/sqlite/lock.ts';
import { noteSubscribed } from '../store/tables/subscriptions.ts';
import { createMetrics } from '../telemetry/metrics.ts';
import { FACTS, SUBSCRIBED } from './doctor-commands.ts';

export interface DoctorSurroundings {
  clock: Clock;
  log: Logger;
  newId(): string;
  machine?: Partial<Machine>;
}

/** What was found, and with `fix` what was mended before that. */
interface Examination {
  mended: Mended[];
  findings: Finding[];
}

/**
 * Looks at everything that a tenant or a machine can get wrong, beside a running bot or without one, and says it line by line
 * or as one JSON document. Returns the exit code: 1 when something required is missing.
 */
export async function doctor(
  env: Record<string, string | undefined>,
  surroundings: DoctorSurroundings,
  { fix, json, say }: { fix: boolean; json: boolean; say(line: string): void },
): Promise<number> {
  const { mended, findings } = await examination(env, surroundings, fix);
  if (json) say(JSON.stringify({ findings, mended, summary: summary(findings) }, null, 2));
  else for (const line of report(mended, findings)) say(line);
  return isIll(findings) ? 1 : 0;
}

async function examination(
  env: Record<string, string | undefined>,
  surroundings: DoctorSurroundings,
  fix: boolean,
): Promise<Examination> {
  const machine = { ...thisMachine, env, ...surroundings.machine };
  try {
    return await examined(readConfig(env), { ...surroundings, machine }, fix);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const bare = { machine, misspelt: misspeltNames(env) };
    return { mended: [], findings: await examineBare(bare, error.problems) };
  }
}

async function examined(config: Config, surroundings: Equipped, fix: boolean): Promise<Examination> {
  const look = () => {
    const patient = patientOf(config, surroundings);
    return examine(patient).then((findings) => ({ patient, findings }));
  };
  const first = await look();
  const mended = fix ? await mend(first.findings, first.patient) : [];
  if (mended.length === 0) return { mended, findings: first.findings };
  return { mended, findings: (await look()).findings };
}

type Equipped = DoctorSurroundings & { machine: Machine };

function patientOf(config: Config, { clock, log, newId, machine }: Equipped): Patient {
  const { FEISHU_APP_ID: appId, FEISHU_APP_SECRET: appSecret, FEISHU_BASE_URL: baseUrl } = config;
  const own = { metrics: createMetrics(), timeoutMs: LAST_CALL_MS, stopped: new AbortController().signal };
  const feishu = checkupPlatform({ appId, appSecret, baseUrl }, { clock, log, ...own });
  const { application, definitions } = feishu;
  let app = memoizeAsync(application.app);
  const version = memoizeAsync(async () => {
    const { onlineVersion } = await app();
    return onlineVersion ? application.version(onlineVersion) : undefined;
  });
  const read = new Map<string, ReturnType<typeof definitions.definition>>();
  return {
    settings: config,
    machine,
    links: linksOf(baseUrl, config.FEISHU_WEB_BASE_URL ?? productHost(baseUrl), appId),
    feishu,
    manifest: readManifest(),
    facts: memoizeAsync(() => gather(config, clock)),
    app(anew) {
      if (anew) app = memoizeAsync(application.app);
      return app();
    },
    version,
    definition(code) {
      const reading = read.get(code) ?? definitions.definition(code);
      read.set(code, reading);
      return reading;
    },
    served: servedBy,
    async subscribe(approvalCode) {
      await definitions.subscribe(approvalCode);
      await withDatabase<unknown>(config, clock, {
        here: (db) => noteSubscribed(db, appId, approvalCode),
        there: (ask) => ask(SUBSCRIBED, { approvalCode }),
      });
    },
    misspelt: misspeltNames(machine.env),
    fingerprints: fingerprints(config),
    newId,
    now: clock.now,
  };
}

/** Uses the database in this process, or asks the bot that has it for itself. Throws `DatabaseUnusable`. */
async function withDatabase<T>(
  { DATABASE_URL: databaseUrl, DATA_DIR: dataDir }: Config,
  clock: Clock,
  { here, there }: { here(db: Db): Promise<T>; there(ask: Ask): Promise<T> },
): Promise<T> {
  let db: Db;
  try {
    db = await openToLook({ databaseUrl, dataDir, now: clock.now });
  } catch (error) {
    if (!(error instanceof DatabaseInUse)) throw error;
    return there(asking(dataDir));
  }
  return here(db).finally(() => db.close());
}

type Ask = (name: string, args: Record<string, unknown>) => Promise<string>;

/** Resolves to the last line of the answer. */
const asking =
  (dataDir: string): Ask =>
  async (name, args) => {
    let last = '';
    const say = (line: string) => {
      last = line;
    };
    await askRunningBot(dataDir, { name, args, say });
    return last;
  };

async function gather(config: Config, clock: Clock): Promise<Facts> {
  const facts = await withDatabase<Facts>(config, clock, {
    here: (db) => factsOf(db, config.FEISHU_APP_ID, clock.now()),
    there: async (ask) => factsSchema.parse(JSON.parse(await ask(FACTS, {}))),
  });
  if (!config.DATABASE_URL) return facts;
  const { sharesBackend } = await import('../store/postgres/shares-backend.ts');
  return { ...facts, sharesBackend: await sharesBackend(config.DATABASE_URL) };
}
