import type { Logger } from 'pino';
import { type Config, ConfigError, readConfig } from '../config/config.ts';
import { misspeltNames } from '../config/misspelt.ts';
import type { Clock } from '../lib/clock.ts';
import { askRunningBot } from '../ops/admin.ts';
import { examine, examineBare } from '../ops/doctor/examine.ts';
import { type Facts, factsOf, factsSchema, nothingKnown } from '../ops/doctor/facts.ts';
import { type Finding, isIll } from '../ops/doctor/finding.ts';
import { thisMachine } from '../ops/doctor/machine.ts';
import { type Mended, mend } from '../ops/doctor/mend.ts';
import type { Machine, Patient } from '../ops/doctor/patient.ts';
import { report, summary } from '../ops/doctor/report.ts';
import type { Db } from '../store/db.ts';
import { openToLook, stateBeforeFirstStart } from '../store/look.ts';
import { DatabaseInUse } from '../store/sqlite/lock.ts';
import { noteSubscribed } from '../store/tables/subscriptions.ts';
import { createMetrics } from '../telemetry/metrics.ts';
import { FACTS, SUBSCRIBED } from './doctor-commands.ts';
import { patientOf } from './patient.ts';

type Env = Record<string, string | undefined>;

export interface DoctorSurroundings {
  clock: Clock;
  log: Logger;
  newId(): string;
  /** Where the settings stand. */
  settingsFile?: string | undefined;
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
  env: Env,
  surroundings: DoctorSurroundings,
  { fix, json, say }: { fix: boolean; json: boolean; say(line: string): void },
): Promise<number> {
  const { mended, findings } = await examination(env, surroundings, fix);
  if (json) say(JSON.stringify({ findings, mended, summary: summary(findings) }, null, 2));
  else for (const line of report(mended, findings)) say(line);
  return isIll(findings) ? 1 : 0;
}

async function examination(env: Env, surroundings: DoctorSurroundings, fix: boolean): Promise<Examination> {
  const machine = { ...thisMachine, env, ...surroundings.machine };
  try {
    return await examined(readConfig(env), { ...surroundings, machine }, fix);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const bare = { machine, misspelt: misspeltNames(env) };
    return { mended: [], findings: await examineBare(bare, error.problems) };
  }
}

type Equipped = DoctorSurroundings & { machine: Machine };

async function examined(config: Config, equipped: Equipped, fix: boolean): Promise<Examination> {
  const patient = visitor(config, equipped);
  const findings = await examine(patient);
  const mended = fix ? await mend(findings, patient) : [];
  // Looked at anew: what was mended may have another end than it said.
  return { mended, findings: mended.length > 0 ? await examine(visitor(config, equipped)) : findings };
}

/** Seen from a process of its own. */
function visitor(config: Config, equipped: Equipped): Patient {
  const { clock } = equipped;
  const { FEISHU_APP_ID: appId } = config;
  return patientOf(config, {
    ...equipped,
    metrics: createMetrics(),
    facts: () => gather(config, clock),
    noteSubscribed: (approvalCode) =>
      withDatabase<unknown>(config, clock, {
        here: (db) => noteSubscribed(db, appId, approvalCode),
        there: (ask) => ask(SUBSCRIBED, { approvalCode }),
      }),
  });
}

type Ask = (name: string, args: Record<string, unknown>) => Promise<string>;

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

/** What the database and a running bot know; asked of the bot where it has the database for itself. */
export async function gather(config: Config, clock: Clock): Promise<Facts> {
  const unmade = config.DATABASE_URL ? undefined : stateBeforeFirstStart(config.DATA_DIR);
  if (unmade) return nothingKnown(unmade);
  const facts = await withDatabase<Facts>(config, clock, {
    here: (db) => factsOf(db, config.FEISHU_APP_ID, clock.now()),
    there: async (ask) => factsSchema.parse(JSON.parse(await ask(FACTS, {}))),
  });
  if (!config.DATABASE_URL) return facts;
  const { sharesBackend } = await import('../store/postgres/shares-backend.ts');
  return { ...facts, sharesBackend: await sharesBackend(config.DATABASE_URL) };
}
