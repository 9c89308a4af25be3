import type { Logger } from 'pino';
import { endsWithin, systemClock } from '../clock.ts';
import type { Platform } from '../feishu/platform.ts';
import type { Db } from '../store/db.ts';
import { appsOf } from '../store/tables/apps.ts';

/** A platform that does not answer is for `/readyz` and the log later on: the bot starts all the same. */
const LONGEST_MS = 3_000;

interface FirstLookParts {
  db: Db;
  config: { FEISHU_APP_ID: string };
  feishu: Pick<Platform, 'gateway' | 'bot'>;
  log: Pick<Logger, 'error'>;
}

/**
 * Whether the credentials are right, the app has a bot, and the database is this app's: what is wrong is said before anybody
 * reads "started".
 */
export async function firstLook({ db, config, feishu, log }: FirstLookParts): Promise<void> {
  const [owner = config.FEISHU_APP_ID] = await appsOf(db, config.FEISHU_APP_ID);
  if (owner !== config.FEISHU_APP_ID)
    log.error(
      { app_id: config.FEISHU_APP_ID, database_of: owner },
      'the people and chats in this database belong to another app, and this one can reach none of them: ' +
        'use its FEISHU_APP_ID, or a new DATA_DIR or DATABASE_URL',
    );
  const look = async () => {
    await feishu.gateway.checkToken();
    await feishu.bot.openId();
  };
  const looked = look().catch((err) =>
    log.error({ err }, 'Feishu does not let this app work as it is set up'),
  );
  await endsWithin(systemClock, LONGEST_MS, looked);
}
