import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { expect, it } from 'vitest';
import { readConfig, settingNames } from '../../src/config/config.ts';
import { projectRoot } from '../../src/lib/project-root.ts';

const read = (name: string) => readFileSync(path.join(projectRoot(), name), 'utf8');
const example = read('.env.example');
const names = [...example.matchAll(/^#?([A-Z][A-Z_]+)=/gm)].map(([, name = '']) => name);
/** Read by the libraries that go out. */
const PROXY = ['HTTPS_PROXY', 'NO_PROXY'];
/** Of the sandbox, which is no bot of somebody's. */
const SANDBOX = ['SANDBOX_PORT', 'SANDBOX_HOST'];

/** What the settings table of a README names, in its first column. */
const ofReadme = (name: string) =>
  read(name)
    .split('\n')
    .flatMap((line) => line.match(/^\| (`[A-Z_]+`(?:[,、] ?`[A-Z_]+`)*) \|/)?.[1]?.match(/[A-Z_]+/g) ?? []);

const app = { FEISHU_APP_ID: 'cli_0123456789abcdef', FEISHU_APP_SECRET: 's3cret' };
const secrets = { FEISHU_ENCRYPT_KEY: 'key', FEISHU_VERIFICATION_TOKEN: 'token' };
const webhook = { ...app, ...secrets, FEISHU_EVENT_MODE: 'webhook' };

it.each(['README.md', 'README.zh-CN.md'])('.env.example has every setting of %s once', (readme) => {
  const expected = ofReadme(readme).filter((name) => !SANDBOX.includes(name));
  expect(expected.length).toBeGreaterThan(20);
  expect(names.toSorted()).toEqual([...expected, ...PROXY].toSorted());
});

it('.env.example has every setting that the bot reads, and no other', () => {
  expect(names.toSorted()).toEqual([...settingNames, ...PROXY].toSorted());
});

it('its defaults are those of the bot', () => {
  const shown = parseEnv(example.replaceAll(/^#([A-Z_]+=)/gm, '$1'));
  expect(shown.OPS_PORT).toBe('3001');
  expect(readConfig({ ...shown, ...app })).toEqual({ ...readConfig(app), OPS_PORT: 3001 });
  const byWebhook = { ...webhook, OPS_PORT: '3001' };
  expect(readConfig({ ...shown, ...byWebhook })).toEqual(readConfig(byWebhook));
});
