import { expect, it } from 'vitest';
import { settingNames } from '../../src/config/config.ts';
import { misspeltNames } from '../../src/config/misspelt.ts';

const hints = (...names: string[]) =>
  misspeltNames(Object.fromEntries(names.map((name) => [name, 'x']))).map(({ meant }) => meant);

it('what is almost a setting is hinted at, and whatever begins with FEISHU_ is told', () => {
  expect(hints('FEISHU_APPID')).toEqual(['FEISHU_APP_ID']);
  expect(hints('FEISHU_ENCYRPT_KEY')).toEqual(['FEISHU_ENCRYPT_KEY']);
  expect(hints('APPROVAL_CODE')).toEqual(['APPROVAL_CODES']);
  expect(hints('digest_time')).toEqual(['DIGEST_TIME']);
  expect(hints('DATABASE_URI')).toEqual(['DATABASE_URL']);
  expect(hints('FEISHU_WHATEVER_ELSE')).toEqual([undefined]);
});

it('settings themselves and what other programs have are left alone', () => {
  expect(hints(...settingNames, 'SANDBOX_PORT')).toEqual([]);
  const others = [
    'PATH',
    'HOSTNAME',
    'HOME',
    'PORTS',
    'LOGNAME',
    'NODE_ENV',
    'HTTPS_PROXY',
    'PGHOST',
    'DATA',
    'DB_URL',
  ];
  expect(hints(...others)).toEqual([]);
});
