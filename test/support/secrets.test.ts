import { expect, it } from 'vitest';
import { capturedLog } from './log.ts';
import { expectNoSecret } from './secrets.ts';

const env = {
  FEISHU_APP_ID: 'cli_not_secret_at_all',
  FEISHU_APP_SECRET: 'secret-of-the-app',
  FEISHU_ENCRYPT_KEY: 'current-encrypt-key,previous-encrypt-key',
  FEISHU_VERIFICATION_TOKEN: 'verification-token',
  EXTERNAL_API_TOKENS: 'oa=token-of-the-oa-system,crm=token-of-the-crm',
  EXTERNAL_CALLBACK_TOKEN: 'callback-token',
  EXTERNAL_CALLBACK_KEY: 'callback-key',
  EXTERNAL_WEBHOOK_SECRETS: 'oa=whsec_c2VjcmV0IG9mIHRoZSBvYQ==',
  DATABASE_URL: 'postgres://bot:pass%40word-1@127.0.0.1/bot',
};

it.each([
  'secret-of-the-app',
  'current-encrypt-key',
  'previous-encrypt-key',
  'verification-token',
  'token-of-the-oa-system',
  'token-of-the-crm',
  'callback-token',
  'callback-key',
  'whsec_c2VjcmV0IG9mIHRoZSBvYQ==',
  'pass%40word-1',
  'pass@word-1',
  'Bearer x',
  'wss://host/?device_id=1&ticket=2f1c',
  't-g1044qeGEDXTB6NDJOGV4JQCYDGHRBARFTGT1234',
])('a log with %s in it fails the test that wrote it', (secret) => {
  const { log, text } = capturedLog();
  log.info({ app: env.FEISHU_APP_ID, database: 'bot@127.0.0.1/bot' }, 'nothing secret');
  expectNoSecret(text(), env);
  log.info(`so ${secret} it is`);
  expect(() => expectNoSecret(text(), env)).toThrow('the log holds');
});
