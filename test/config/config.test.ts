import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from '../../src/config/config.ts';

const good = {
  FEISHU_APP_ID: 'cli_a1b2c3d4e5f60718',
  FEISHU_APP_SECRET: 's3cret',
  FEISHU_EVENT_MODE: 'webhook',
  FEISHU_ENCRYPT_KEY: 'key',
  FEISHU_VERIFICATION_TOKEN: 'token',
};
const complaint = (env: Record<string, string | undefined>): string => {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return 'no complaint';
};

describe('the configuration', () => {
  it('has the defaults of the contract', () => {
    expect(readConfig(good)).toMatchObject({
      FEISHU_BASE_URL: 'https://open.feishu.cn',
      FEISHU_APPROVAL_API: 'v4',
      HOST: '0.0.0.0',
      PORT: 3000,
      DATA_DIR: './data',
      APPROVAL_CODES: [],
      DIGEST_TIME: '09:12',
      DIGEST_TIMEZONE: 'Asia/Shanghai',
      DIGEST_DAYS: [1, 2, 3, 4, 5],
      DIGEST_DEFAULT: 'off',
      ADMIN_OPEN_IDS: [],
      LOG_LEVEL: 'info',
    });
  });

  it('knows the product host, and refuses one that is no address', () => {
    const FEISHU_WEB_BASE_URL = 'https://www.larksuite.com/';
    expect(readConfig({ ...good, FEISHU_WEB_BASE_URL }).FEISHU_WEB_BASE_URL).toBe(
      'https://www.larksuite.com',
    );
    expect(complaint({ ...good, FEISHU_WEB_BASE_URL: 'larksuite' })).toContain('FEISHU_WEB_BASE_URL');
  });

  it('takes several keys and tokens for a rotation, and forgives spaces and a trailing slash', () => {
    const config = readConfig({
      ...good,
      FEISHU_ENCRYPT_KEY: 'new, old',
      FEISHU_BASE_URL: 'https://open.larksuite.com/',
      ADMIN_OPEN_IDS: ' ou_a , ou_b,',
    });
    expect(config).toMatchObject({ FEISHU_ENCRYPT_KEY: ['new', 'old'] });
    expect(config.FEISHU_BASE_URL).toBe('https://open.larksuite.com');
    expect(config.ADMIN_OPEN_IDS).toEqual(['ou_a', 'ou_b']);
  });

  it('reads the days of the digest as ranges and single days', () => {
    expect(readConfig({ ...good, DIGEST_DAYS: '1-3,5,7' }).DIGEST_DAYS).toEqual([1, 2, 3, 5, 7]);
  });

  it.each([
    'postgres://bot@localhost/bot',
    'postgresql://bot:p%40ss@db.example:5433/bot?sslmode=verify-full&sslrootcert=/etc/ca.pem',
    'postgres:///bot?host=/var/run/postgresql',
  ])('takes the database address %s', (DATABASE_URL) => {
    expect(readConfig({ ...good, DATABASE_URL }).DATABASE_URL).toBe(DATABASE_URL);
  });

  it('names every problem at once, with the variable and where to find the value', () => {
    const text = complaint({ FEISHU_EVENT_MODE: 'webhook', PORT: 'many', FEISHU_BASE_URL: 'feishu' });
    for (const variable of [
      'FEISHU_APP_ID',
      'FEISHU_APP_SECRET',
      'FEISHU_ENCRYPT_KEY',
      'FEISHU_VERIFICATION_TOKEN',
      'PORT',
      'FEISHU_BASE_URL',
    ])
      expect(text).toContain(`• ${variable} `);
    expect(text).toContain('https://open.feishu.cn/app');
  });

  it('points a newcomer without credentials to the sandbox, and nobody else', () => {
    expect(complaint({})).toContain('npm run sandbox');
    expect(complaint({ ...good, PORT: '-1' })).not.toContain('npm run sandbox');
  });

  it.each([
    ['FEISHU_APP_ID', 'a1b2'],
    ['FEISHU_APP_SECRET', '  '],
    ['FEISHU_ENCRYPT_KEY', ' , '],
    ['FEISHU_VERIFICATION_TOKEN', ''],
    ['FEISHU_EVENT_MODE', 'polling'],
    ['FEISHU_BASE_URL', 'ftp://open.feishu.cn'],
    ['FEISHU_APPROVAL_API', 'v3'],
    ['PORT', '70000'],
    ['PORT', '3000.5'],
    ['ADMIN_OPEN_IDS', 'zhangsan'],
    ['APPROVAL_CODES', 'purchase requests'],
    ['DIGEST_TIME', '9:12'],
    ['DIGEST_TIME', '24:00'],
    ['DIGEST_TIMEZONE', 'Asia/Peking'],
    ['DIGEST_DAYS', 'weekdays'],
    ['DIGEST_DAYS', '5-1'],
    ['DIGEST_DAYS', '0-5'],
    ['DIGEST_DEFAULT', 'yes'],
    ['LOG_LEVEL', 'chatty'],
    ['LOG_PRETTY', 'perhaps'],
    ['DATABASE_URL', 'mysql://bot:hush@localhost/bot'],
    ['DATABASE_URL', 'file:./data'],
    ['DATABASE_URL', 'postgres://bot:hush@local host/bot'],
    ['DATABASE_URL', 'localhost/bot'],
  ])('refuses %s=%j by name', (variable, value) => {
    expect(complaint({ ...good, [variable]: value })).toContain(`• ${variable} `);
  });

  it('never shows a secret', () => {
    expect(complaint({ ...good, DATABASE_URL: 'mysql://bot:hush@localhost/bot' })).not.toContain('hush');
    expect(complaint({ ...good, PORT: 'x' })).not.toMatch(/s3cret|\bkey\b(?! )|token\b.*token/);
  });

  it('is for the long connection by default, which needs no encryption', () => {
    const { FEISHU_APP_ID, FEISHU_APP_SECRET } = good;
    expect(readConfig({ FEISHU_APP_ID, FEISHU_APP_SECRET })).toMatchObject({
      FEISHU_EVENT_MODE: 'websocket',
    });
  });

  it.each(['cli_a1b2c3d4e5f6071', 'cli_a1b2c3d4e5f607180', 'cli_a1b2c3d4e5f6071x', 'a1b2c3d4e5f60718'])(
    'refuses the app id %s for the long connection, once',
    (FEISHU_APP_ID) => {
      const text = complaint({ ...good, FEISHU_APP_ID, FEISHU_EVENT_MODE: 'websocket' });
      expect(text.match(/• .*/g)).toEqual([
        '• FEISHU_APP_ID is not an App ID: it is cli_ and 16 hexadecimal digits; copy it from https://open.feishu.cn/app',
      ]);
    },
  );
});
