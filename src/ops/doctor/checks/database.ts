import { DAY_MS } from '../../../lib/clock.ts';
import type { Check } from '../check.ts';
import { PAGES } from '../links.ts';

const OLDEST_POSTGRES = 13;

const reachable: Check = {
  name: 'database',
  needs: [],
  looksAt: 'it can be opened, here or by the running bot',
  breaks: 'no event is taken in, and nothing is sent',
  required: true,
  page: () => '.env',
  async look({ facts, settings }, say) {
    const mend = `check ${settings.DATABASE_URL ? 'DATABASE_URL' : 'DATA_DIR'}`;
    try {
      const { database, running } = await facts();
      const by = running ? ', in use by the running bot' : '';
      return [say.ok(`${database.engine} ${database.version}${by}`)];
    } catch (error) {
      return [say.fails((error as Error).message, { mend })];
    }
  },
};

const version: Check = {
  name: 'database version',
  needs: ['facts'],
  looksAt: `PostgreSQL ${OLDEST_POSTGRES} or newer, and tables that this program knows`,
  breaks: 'the bot does not start',
  required: true,
  page: () => PAGES.postgresVersions,
  async look({ facts }, say) {
    const { database } = await facts();
    const { engine, schema, known } = database;
    if (schema > known)
      return [
        say.fails(`its tables have version ${schema}, this program knows up to ${known}`, {
          mend: 'start the newer program, or restore the backup made before the update',
        }),
      ];
    if (engine === 'PostgreSQL' && Number.parseInt(database.version, 10) < OLDEST_POSTGRES)
      return [
        say.fails(`PostgreSQL ${database.version} is no longer cared for`, {
          required: false,
          mend: `update to ${OLDEST_POSTGRES} or newer`,
        }),
      ];
    const tables =
      schema < known ? `tables of version ${schema} become ${known} at the next start` : 'up to date';
    return [say.ok(tables)];
  },
};

const rights: Check = {
  name: 'database rights',
  needs: ['facts'],
  looksAt: 'the user may create tables',
  breaks: 'the first start, and the one after an update, stops',
  required: true,
  page: () => PAGES.postgres,
  async look({ facts }, say) {
    const { database } = await facts();
    if (database.mayCreate) return [say.ok('tables can be created')];
    return [
      say.fails('the user of DATABASE_URL may not create tables', {
        mend: 'GRANT USAGE, CREATE ON SCHEMA public TO the user',
      }),
    ];
  },
};

const pooler: Check = {
  name: 'database pooler',
  needs: ['facts'],
  looksAt: 'a pooler before PostgreSQL is in session mode',
  breaks:
    'work that came to another replica starts up to a second later, and `db copy` can not tell that a bot runs',
  required: false,
  page: () => PAGES.pooler,
  async look({ facts }, say) {
    const { sharesBackend } = await facts();
    if (!sharesBackend) return [say.ok('connections are our own')];
    return [
      say.fails('a pooler lends one connection of the server to several of ours in turn', {
        mend: 'set pool_mode=session, or connect to PostgreSQL directly',
      }),
    ];
  },
};

const whoseData: Check = {
  name: "app of the database's people",
  needs: ['facts'],
  looksAt: 'the people and chats in the database are those of this app',
  breaks: 'none of them can be reached: ids of people are an app’s own',
  required: true,
  page: () => '.env',
  async look({ facts, settings, now }, say) {
    const { apps } = await facts();
    const [owner] = apps;
    const mine = apps.find(({ appId }) => appId === settings.FEISHU_APP_ID);
    if (!owner || owner === mine) return [say.ok('they are')];
    if (mine && now() - mine.since >= DAY_MS) return [say.ok(`since the change from ${owner.appId}`)];
    return [
      say.fails(`they belong to ${owner.appId}`, {
        mend: `use FEISHU_APP_ID=${owner.appId}, or a new DATA_DIR or DATABASE_URL`,
      }),
    ];
  },
};

const inForce: Check = {
  name: 'settings in force',
  needs: ['facts'],
  looksAt: 'the running bot has the settings that stand here',
  breaks: 'what was changed since its start is not in force',
  required: false,
  page: () => '.env',
  async look({ facts, fingerprints }, say) {
    const { running } = await facts();
    if (!running) return [say.unknown('no running bot could be asked', { mend: 'start the bot' })];
    const names = [...new Set([...Object.keys(running.settings), ...Object.keys(fingerprints)])];
    const differing = names.filter((name) => running.settings[name] !== fingerprints[name]);
    if (differing.length === 0) return [say.ok('they are')];
    return [
      say.fails(`the running bot has other values of ${differing.join(', ')}`, { mend: 'restart the bot' }),
    ];
  },
};

export const databaseChecks = [reachable, version, rights, pooler, whoseData, inForce];
