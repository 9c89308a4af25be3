import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from '../../src/config/config.ts';
import { audienceOf } from '../../src/config/third-party.ts';

const app = { FEISHU_APP_ID: 'cli_a1b2c3d4e5f60718', FEISHU_APP_SECRET: 's3cret' };
const read = (env: Record<string, string>) => readConfig({ ...app, ...env });
const complaint = (env: Record<string, string>): string => {
  try {
    read(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return 'no complaint';
};
const token = 'a-token-of-the-oa-0001';
const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

describe('the settings of third-party systems', () => {
  it('are empty when nothing is set', () => {
    expect(read({})).toMatchObject({
      EXTERNAL_API_TOKENS: [],
      EXTERNAL_WEBHOOKS: {},
      EXTERNAL_WEBHOOK_SECRETS: {},
      EXTERNAL_NOTIFY: {},
    });
  });

  it('name systems; a bare token is of the system `external`, and two tokens may be of one system', () => {
    const config = read({ EXTERNAL_API_TOKENS: `oa=${token}, oa=${token}-new=, ${token}-bare` });
    expect(config.EXTERNAL_API_TOKENS).toEqual([
      { system: 'oa', token },
      { system: 'oa', token: `${token}-new=` },
      { system: 'external', token: `${token}-bare` },
    ]);
  });

  it.each([
    ['15 characters', 'oa=123456789012345'],
    ['a blank', 'oa=1234567890 1234567'],
    ['nothing', 'oa='],
    ['capitals in the name, which make it a token', 'OA=x'],
  ])('refuse a token of %s, and do not repeat it', (_what, text) => {
    const said = complaint({ EXTERNAL_API_TOKENS: text });
    expect(said).toContain('EXTERNAL_API_TOKENS has a token of the system');
    expect(said).toContain('openssl rand -hex 32');
    expect(said).not.toContain('123456789');
  });

  it('take a token of 16 characters', () => {
    expect(read({ EXTERNAL_API_TOKENS: 'oa=1234567890123456' }).EXTERNAL_API_TOKENS).toHaveLength(1);
  });

  it('refuse the same token for two systems', () => {
    expect(complaint({ EXTERNAL_API_TOKENS: `oa=${token},crm=${token}` })).toContain(
      'EXTERNAL_API_TOKENS has the same token twice',
    );
  });

  it('know where quick approvals go, and what signs them', () => {
    const config = read({
      EXTERNAL_API_TOKENS: `oa=${token}`,
      EXTERNAL_WEBHOOKS: 'oa=https://oa.example.com/feishu?a=b',
      EXTERNAL_WEBHOOK_SECRETS: `oa=${secret},oa=${secret}`,
    });
    expect(config.EXTERNAL_WEBHOOKS).toEqual({ oa: 'https://oa.example.com/feishu?a=b' });
    expect(config.EXTERNAL_WEBHOOK_SECRETS).toEqual({ oa: [secret, secret] });
  });

  it.each([
    ['EXTERNAL_WEBHOOKS', 'oa=http://oa.example.com/feishu'],
    ['EXTERNAL_WEBHOOKS', 'https://crm.example.com/feishu'],
    ['EXTERNAL_WEBHOOK_SECRETS', 'oa=whsec_c2hvcnQ='],
    ['EXTERNAL_WEBHOOK_SECRETS', 'oa=plain-secret-without-prefix-000000000000'],
    ['EXTERNAL_NOTIFY', 'oa=everyone'],
  ])('refuse a wrong %s', (name, value) => {
    const said = complaint({ EXTERNAL_API_TOKENS: `oa=${token}`, [name]: value });
    expect(said).toContain(`${name} `);
    expect(said).not.toContain(value);
  });

  it('refuse an address without a secret', () => {
    const said = complaint({
      EXTERNAL_API_TOKENS: `oa=${token}`,
      EXTERNAL_WEBHOOKS: 'oa=http://127.0.0.1:9/hook',
    });
    expect(said).toContain('EXTERNAL_WEBHOOK_SECRETS has no secret for oa');
  });

  it('refuse a system that has no token', () => {
    expect(complaint({ EXTERNAL_API_TOKENS: `oa=${token}`, EXTERNAL_NOTIFY: 'crm=none' })).toContain(
      'EXTERNAL_NOTIFY names the system crm, which has no token in EXTERNAL_API_TOKENS',
    );
  });

  it('refuse a key of the callback without its token', () => {
    expect(complaint({ EXTERNAL_CALLBACK_KEY: 'key' })).toContain('EXTERNAL_CALLBACK_TOKEN is missing');
  });

  it('say who is told: all by default', () => {
    const config = read({
      EXTERNAL_API_TOKENS: `oa=${token},crm=${token}-2,hr=${token}-3`,
      EXTERNAL_NOTIFY: 'oa=initiator+approver,crm=none',
    });
    expect(['oa', 'crm', 'hr'].map((system) => audienceOf(config, system))).toEqual([
      ['approver', 'initiator'],
      [],
      ['approver', 'cc', 'initiator'],
    ]);
  });
});
