import type { Logger } from 'pino';
import { adviceIn } from '../feishu/gateway/errors.ts';
import type { Platform } from '../feishu/platform.ts';
import { endsWithin } from '../lib/async/within.ts';
import { type Clock, DAY_MS, systemClock } from '../lib/clock.ts';
import type { Db } from '../store/db.ts';
import { appsOf } from '../store/tables/apps.ts';

/** A platform that does not answer is for `/readyz` and the log later on: the bot starts all the same. */
const LONGEST_MS = 3_000;

interface FirstLookDeps {
  db: Db;
  config: { FEISHU_APP_ID: string };
  clock: Pick<Clock, 'now'>;
  feishu: Pick<Platform, 'gateway' | 'bot'>;
  log: Pick<Logger, 'error'>;
}

/**
 * Whether the credentials are right, the app has a bot, and the database is this app's: what is wrong is said before anybody
 * reads "started". Returns what it has told to mend, if that is known.
 */
export async function firstLook({
  db,
  config,
  clock,
  feishu,
  log,
}: FirstLookDeps): Promise<string | undefined> {
  await lookWhoseData({ db, config, clock, log });
  const look = async () => {
    await feishu.gateway.checkToken();
    await feishu.bot.openId();
  };
  let told: string | undefined;
  const looked = look().catch((err) => {
    log.error({ err }, 'Feishu does not let this app work as it is set up');
    told = adviceIn(err);
  });
  await endsWithin(systemClock, LONGEST_MS, looked);
  return told;
}

/** People's ids are an app's own. Whoever goes on with another one for a day means to. */
async function lookWhoseData({ db, config, clock, log }: Omit<FirstLookDeps, 'feishu'>): Promise<void> {
  const apps = await appsOf(db, config.FEISHU_APP_ID);
  const [owner] = apps;
  const mine = apps.find(({ appId }) => appId === config.FEISHU_APP_ID);
  if (!owner || !mine || owner === mine || clock.now() - mine.since >= DAY_MS) return;
  log.error(
    { app_id: mine.appId, database_of: owner.appId },
    'the people and chats in this database belong to another app, and this one can reach none of them: use its ' +
      'FEISHU_APP_ID, or a new DATA_DIR or DATABASE_URL. If that is meant, go on: after a day with this app it is not said again',
  );
}
