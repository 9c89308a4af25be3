import { afterEach, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config/config.ts';
import { type Office, openOffice } from '../support/bot.ts';

let office: Office | undefined;
afterEach(async () => {
  await office?.close();
  office = undefined;
});

const PATHS = ['/healthz', '/readyz', '/metrics', '/webhook/event', '/external/openapi.json'];

/** What a GET of each path is answered: its status. */
async function answers(port: number | undefined) {
  const status = async (path: string) => (await fetch(`http://127.0.0.1:${port}${path}`)).status;
  return Object.fromEntries(await Promise.all(PATHS.map(async (path) => [path, await status(path)])));
}
const portOf = (one: Office) => Number(new URL(one.url()).port);
const warnings = (one: Office) => one.log.lines.filter((line) => line.includes('OPS_PORT'));
const EXTERNAL = { EXTERNAL_API_TOKENS: 'oa=a-token-of-the-oa-system' };

describe('with OPS_PORT', () => {
  it('/metrics and /readyz are there alone, and /healthz on both', async () => {
    office = await openOffice({ env: { ...EXTERNAL, OPS_PORT: '0' } });
    expect(await answers(portOf(office))).toEqual({
      '/healthz': 200,
      '/readyz': 404,
      '/metrics': 404,
      '/webhook/event': 405,
      '/external/openapi.json': 200,
    });
    expect(await answers(office.opsPort())).toEqual({
      '/healthz': 200,
      '/readyz': 200,
      '/metrics': 200,
      '/webhook/event': 404,
      '/external/openapi.json': 404,
    });
    expect(warnings(office)).toEqual([]);
  });

  it('nothing that comes as an event is taken there', async () => {
    office = await openOffice({ env: { OPS_PORT: '0' } });
    const url = `http://127.0.0.1:${office.opsPort()}/webhook/event`;
    const answered = await fetch(url, { method: 'POST', body: '{"type":"url_verification"}' });
    expect(answered.status).toBe(404);
  });
});

it('without OPS_PORT all is on PORT as before, and the start says once what to set', async () => {
  office = await openOffice({ env: EXTERNAL });
  expect(await answers(portOf(office))).toMatchObject({ '/healthz': 200, '/readyz': 200, '/metrics': 200 });
  expect(office.opsPort()).toBeUndefined();
  expect(warnings(office)).toEqual([
    expect.stringMatching(/"level":"?(40|warn)"?.*set OPS_PORT, and OPS_HOST/),
  ]);
});

it.each([
  ['3000', 'must be another than PORT'],
  ['70000', 'must be a whole number'],
  ['ops', 'must be a whole number'],
  ['-1', 'must be a whole number'],
])('OPS_PORT=%s is refused by name', (OPS_PORT, why) => {
  const env = { FEISHU_APP_ID: 'cli_0123456789abcdef', FEISHU_APP_SECRET: 's3cret', PORT: '3000', OPS_PORT };
  expect(() => readConfig(env)).toThrow(`OPS_PORT ${why}`);
});
